//! The cost against sums by hand, and token by token.

use proptest::prelude::*;

use super::*;

const MOST: u64 = 1_000_000_000_000;

fn price(input: i64, output: i64) -> Price {
    Price {
        input,
        output,
        ..Price::default()
    }
}

fn any_price() -> impl Strategy<Value = Price> {
    let one = 0..=1_000_000_000_000_i64;
    let own = || proptest::option::of(0..=1_000_000_000_000_i64);
    (
        (one.clone(), one),
        (own(), own(), own(), own()),
        (own(), own(), own(), own(), own(), own()),
    )
        .prop_map(|((input, output), cache, rest)| Price {
            input,
            output,
            cached_input: cache.0,
            cache_write: cache.1,
            cache_write_1h: cache.2,
            reasoning: cache.3,
            input_audio: rest.0,
            output_audio: rest.1,
            input_image: rest.2,
            output_image: rest.3,
            per_request: rest.4,
            cached_audio: rest.5,
        })
}

fn any_billable(most: u64) -> impl Strategy<Value = Billable> {
    (proptest::array::uniform11(0..=most), 1..=1_000_000_u64).prop_map(|(units, requests)| {
        Billable {
            input: units[0],
            output: units[1],
            cached_input: units[2],
            cache_write: units[3],
            cache_write_1h: units[4],
            reasoning: units[5],
            input_audio: units[6],
            output_audio: units[7],
            input_image: units[8],
            output_image: units[9],
            cached_audio: units[10],
            requests,
        }
    })
}

/// Charges token by token, in a loop of its own.
fn naive(price: &Price, billable: &Billable) -> i128 {
    let write = price.cache_write.unwrap_or(price.input);
    let write_1h = price.cache_write_1h.unwrap_or(write);
    let cached_price = price.cached_input.unwrap_or(price.input);
    let cached_units = billable.cached_input.min(billable.input);
    let audio_units = billable.input_audio.min(billable.input);
    let heard = (audio_units + cached_units)
        .saturating_sub(billable.input)
        .max(billable.cached_audio.min(audio_units).min(cached_units));
    let mut sum = 0_i128;
    for token in 0..billable.input {
        let cached = billable.cached_input;
        let written = cached + billable.cache_write;
        let long = cached + billable.cache_write_1h.min(billable.cache_write);
        let audio = written + audio_units - heard;
        let image = audio + billable.input_image;
        sum += i128::from(match token {
            _ if token < heard => price.cached_audio.unwrap_or(cached_price),
            _ if token < cached => cached_price,
            _ if token < long => write_1h,
            _ if token < written => write,
            _ if token < audio => price.input_audio.unwrap_or(price.input),
            _ if token < image => price.input_image.unwrap_or(price.input),
            _ => price.input,
        });
    }
    for token in 0..billable.output {
        let audio = billable.reasoning + billable.output_audio;
        sum += i128::from(match token {
            _ if token < billable.reasoning => price.reasoning.unwrap_or(price.output),
            _ if token < audio => price.output_audio.unwrap_or(price.output),
            _ if token < audio + billable.output_image => {
                price.output_image.unwrap_or(price.output)
            }
            _ => price.output,
        });
    }
    sum += i128::from(billable.requests) * i128::from(price.per_request.unwrap_or(0));
    let (whole, rest) = (sum / 1_000_000, sum % 1_000_000);
    whole + i128::from(2 * rest >= 1_000_000)
}

#[test]
fn a_half_is_rounded_up_once_for_the_whole_event() {
    let rounded = |input, output| {
        let billable = Billable {
            input,
            output,
            ..Billable::default()
        };
        cost(&price(499_999, 1), &billable)
    };
    assert_eq!(rounded(1, 0), Nanos(0), "0.499999");
    assert_eq!(rounded(1, 1), Nanos(1), "0.5: the classes are summed first");
    assert_eq!(rounded(3, 3), Nanos(2), "1.5");
    assert_eq!(rounded(0, 0), Nanos(0));
}

#[test]
fn pitfall_7_cached_tokens_are_charged_once() {
    // 10 000 input of which 8 000 cached, 500 output, at 2 / 0.50 / 8 dollars a million:
    // 2 000 x 2 + 8 000 x 0.5 + 500 x 8 = 12 000 dollars per million = 0.012 dollars.
    let price = Price {
        cached_input: Some(500_000_000),
        ..price(2_000_000_000, 8_000_000_000)
    };
    let billable = Billable {
        input: 10_000,
        cached_input: 8_000,
        output: 500,
        requests: 1,
        ..Billable::default()
    };
    assert_eq!(cost(&price, &billable).to_string(), "0.012");
}

#[test]
fn what_must_be_both_audio_and_cached_has_its_own_price() {
    // 1 000 in, all of it audio, 400 of it from the cache: 600 at 1.00, 400 at 0.10.
    let price = Price {
        cached_input: Some(30_000_000),
        input_audio: Some(1_000_000_000),
        cached_audio: Some(100_000_000),
        ..price(300_000_000, 2_500_000_000)
    };
    let heard = Billable {
        input: 1_000,
        cached_input: 400,
        input_audio: 1_000,
        ..Billable::default()
    };
    assert_eq!(cost(&price, &heard), Nanos(600 * 1_000 + 400 * 100));
    // Half audio: the cached ones may all be text, so no more than the cached price is sure.
    let mixed = Billable {
        input_audio: 500,
        ..heard
    };
    let expected = 100 * 300 + 500 * 1_000 + 400 * 30;
    assert_eq!(cost(&price, &mixed), Nanos(expected));
    // Unless it is told: 300 of the 400 are audio, which leaves 200 and as many of text.
    let split = Billable {
        cached_audio: 300,
        ..mixed
    };
    let expected = 400 * 300 + 200 * 1_000 + 100 * 30 + 300 * 100;
    assert_eq!(cost(&price, &split), Nanos(expected));
    // No more than is cached and audio, and no less than must be both.
    for (told, known) in [(0, 400), (7, 400), (900, 400)] {
        let told = Billable {
            cached_audio: told,
            ..heard
        };
        let expected = (1_000 - known) * 1_000 + known * 100;
        assert_eq!(cost(&price, &told), Nanos(expected));
    }
}

#[test]
fn a_class_without_a_price_costs_what_the_wider_one_costs() {
    let plain = price(3_000_000_000, 15_000_000_000);
    let parts_of_all = Billable {
        input: 1_000,
        output: 1_000,
        cached_input: 100,
        cache_write: 200,
        cache_write_1h: 50,
        reasoning: 300,
        input_audio: 10,
        output_audio: 20,
        input_image: 30,
        output_image: 40,
        cached_audio: 5,
        requests: 1,
    };
    let none = Billable {
        input: 1_000,
        output: 1_000,
        requests: 1,
        ..Billable::default()
    };
    assert_eq!(cost(&plain, &parts_of_all), cost(&plain, &none));
    let with_write = Price {
        cache_write: Some(3_750_000_000),
        ..plain
    };
    // 200 tokens, the one-hour ones too, at 0.75 dollars a million more.
    assert_eq!(
        cost(&with_write, &parts_of_all) - cost(&plain, &none),
        Nanos(200 * 750)
    );
}

#[test]
fn extreme_counts_neither_wrap_nor_panic() {
    let dear = price(i64::MAX, i64::MAX);
    let all = Billable {
        input: u64::MAX,
        output: u64::MAX,
        ..Billable::default()
    };
    assert!(cost(&dear, &all) > Nanos(10_i128.pow(31)));
}

proptest! {
    #[test]
    fn equals_the_sum_token_by_token(price in any_price(), billable in any_billable(300)) {
        prop_assert_eq!(cost(&price, &billable).0, naive(&price, &billable));
    }

    #[test]
    fn charges_every_token_once(price in any_price(), billable in any_billable(MOST)) {
        let parts = parts(&price, &billable);
        let total: u64 = parts.iter().map(|part| part.units).sum();
        prop_assert_eq!(total, billable.input + billable.output + billable.requests);
    }

    #[test]
    fn is_never_negative_and_grows_with_use(
        price in any_price(),
        billable in any_billable(MOST),
        more in 0..MOST,
    ) {
        // Or one more token could turn a dear one into two cheap ones.
        let write = price.cache_write.unwrap_or(price.input);
        let others = [
            price.input_audio.unwrap_or(price.input),
            write,
            price.cache_write_1h.unwrap_or(write),
        ];
        let least = others.into_iter().min();
        let price = Price { cached_audio: price.cached_audio.min(least), ..price };
        let less = cost(&price, &billable);
        prop_assert!(less >= Nanos::ZERO);
        for grown in [
            Billable { input: billable.input + more, ..billable },
            Billable { output: billable.output + more, ..billable },
            Billable { requests: billable.requests + more, ..billable },
        ] {
            prop_assert!(cost(&price, &grown) >= less);
        }
    }

    #[test]
    fn grows_with_the_price(
        price in any_price(),
        billable in any_billable(MOST),
        more in 0..1_000_000_000_i64,
    ) {
        let less = cost(&price, &billable);
        let dearer = Price { input: price.input + more, ..price };
        prop_assert!(cost(&dearer, &billable) >= less);
        let dearer = Price { output: price.output + more, ..price };
        prop_assert!(cost(&dearer, &billable) >= less);
    }
}
