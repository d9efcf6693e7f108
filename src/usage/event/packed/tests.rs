//! What is unpacked, what is refused, and how little a bomb costs.

use std::io::Write as _;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::*;

const TEXT: &[u8] =
    br#"{"id":"a","model":"m","inputTokens":100,"outputTokens":100,"latencyMs":100}"#;

/// `{"id":"a"}` as the command `zstd` 1.5 packs it, checksum included.
const BY_ZSTD: &[u8] = b"\x28\xb5\x2f\xfd\x24\x0a\x51\x00\x00{\"id\":\"a\"}\x72\x1c\xe9\x61";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

fn pack(encoding: Encoding, bytes: &[u8]) -> Vec<u8> {
    match encoding {
        Encoding::Gzip => gzip(bytes),
        Encoding::Zstd => zstd(bytes),
    }
}

fn code(encoding: Encoding, packed: &[u8]) -> &'static str {
    encoding.unpack(packed).unwrap_err().code()
}

const BOTH: [Encoding; 2] = [Encoding::Gzip, Encoding::Zstd];

/// The start of a frame without a checksum, with this descriptor and what follows it.
fn frame(descriptor: u8, rest: &[u8]) -> Vec<u8> {
    [b"\x28\xb5\x2f\xfd", &[descriptor][..], rest].concat()
}

/// A block of 128 KiB of one byte, not the last one.
const RUN: [u8; 4] = [0x02, 0x00, 0x10, b' '];

#[test]
fn what_was_packed_is_unpacked_of_one_part_or_many() {
    for encoding in BOTH {
        let one = pack(encoding, TEXT);
        assert_eq!(encoding.unpack(&one).unwrap(), TEXT);
        let parts = [one.clone(), pack(encoding, b""), one].concat();
        assert_eq!(encoding.unpack(&parts).unwrap(), [TEXT, TEXT].concat());
    }
    assert_eq!(Encoding::Zstd.unpack(BY_ZSTD).unwrap(), b"{\"id\":\"a\"}");
    let skipped = [b"\x50\x2a\x4d\x18\x03\x00\x00\x00abc", BY_ZSTD].concat();
    assert_eq!(Encoding::Zstd.unpack(&skipped).unwrap(), b"{\"id\":\"a\"}");
}

#[test]
fn the_limit_holds_after_decompression_and_to_the_byte() {
    for encoding in BOTH {
        let full = vec![b' '; MOST_BYTES];
        assert_eq!(encoding.unpack(&pack(encoding, &full)).unwrap(), full);
        let over = pack(encoding, &vec![b' '; MOST_BYTES + 1]);
        assert_eq!(code(encoding, &over), "too_large");
        let parts = [pack(encoding, &full), pack(encoding, b" ")].concat();
        assert_eq!(code(encoding, &parts), "too_large");
    }
}

#[test]
fn what_is_cut_off_at_any_byte_is_refused() {
    for encoding in BOTH {
        let whole = pack(encoding, TEXT);
        for end in 0..whole.len() {
            assert_eq!(code(encoding, &whole[..end]), "malformed", "{end}");
        }
    }
    for end in 0..BY_ZSTD.len() {
        assert_eq!(code(Encoding::Zstd, &BY_ZSTD[..end]), "malformed", "{end}");
    }
}

#[test]
fn a_wrong_checksum_a_wrong_encoding_and_a_tail_are_refused() {
    for encoding in BOTH {
        assert_eq!(code(encoding, TEXT), "malformed");
        let tail = [pack(encoding, TEXT), b"{}".to_vec()].concat();
        assert_eq!(code(encoding, &tail), "malformed");
    }
    assert_eq!(code(Encoding::Gzip, BY_ZSTD), "malformed");
    assert_eq!(code(Encoding::Zstd, &gzip(TEXT)), "malformed");
    let mut changed = BY_ZSTD.to_vec();
    changed[15] = b'b';
    assert_eq!(code(Encoding::Zstd, &changed), "malformed");
    let mut changed = gzip(TEXT);
    let crc = changed.len() - 8;
    changed[crc] ^= 1;
    assert_eq!(code(Encoding::Gzip, &changed), "malformed");
    // A frame of a dictionary that nobody has; a skippable frame longer than the body.
    assert_eq!(
        code(Encoding::Zstd, &frame(0x21, b"\x07\x01\x09\0\0a")),
        "malformed"
    );
    assert_eq!(
        code(Encoding::Zstd, b"\x50\x2a\x4d\x18\xff\xff\xff\xff"),
        "malformed"
    );
}

#[test]
fn a_bomb_costs_no_more_than_a_full_body() {
    let bomb = gzip(&vec![b' '; 64 * MOST_BYTES]);
    // Twice 128 KiB for each four bytes: 256 GiB in all, within the largest window.
    let runs = RUN.repeat(1_000_000);
    let bombs = [
        (Encoding::Gzip, bomb),
        (Encoding::Zstd, frame(0x00, &[&[0x68], &runs[..]].concat())),
    ];
    for (encoding, bomb) in bombs {
        let mut unpacked = Unpacked {
            encoding,
            bytes: Vec::new(),
        };
        let from = Instant::now();
        let ended = match encoding {
            Encoding::Gzip => unpacked.gzip(&bomb),
            Encoding::Zstd => unpacked.zstd(&bomb),
        };
        assert_eq!(ended.unwrap_err().code(), "too_large");
        assert!(unpacked.bytes.len() <= MOST_BYTES + 1);
        assert!(unpacked.bytes.capacity() <= 2 * (MOST_BYTES + 1));
        assert!(
            from.elapsed() < Duration::from_secs(5),
            "{:?}",
            from.elapsed()
        );
    }
}

#[test]
fn a_frame_that_claims_terabytes_is_not_believed() {
    let four_tebibytes = (1_u64 << 42).to_le_bytes();
    for claim in [
        // A single segment of that size.
        frame(0xe0, &four_tebibytes),
        // That size with a window of 8 MiB, of 16 MiB and of 3.75 TiB.
        frame(0xc0, &[&[0x68], &four_tebibytes[..]].concat()),
        frame(0x00, &[0x70]),
        frame(0x00, &[0xff]),
    ] {
        let claim = [&claim[..], &RUN].concat();
        assert_eq!(code(Encoding::Zstd, &claim), "too_large");
    }
}

#[test]
fn parts_of_nothing_do_not_keep_the_decoder_busy() {
    for encoding in BOTH {
        let nothing = pack(encoding, b"").repeat(100_000);
        let from = Instant::now();
        assert_eq!(code(encoding, &nothing), "malformed");
        assert!(
            from.elapsed() < Duration::from_secs(2),
            "{:?}",
            from.elapsed()
        );
        let events: Vec<u8> = pack(encoding, b"{}\n").repeat(1_000);
        assert_eq!(encoding.unpack(&events).unwrap(), b"{}\n".repeat(1_000));
    }
}

#[test]
fn blocks_of_nothing_do_not_keep_the_decoder_busy() {
    // Four blocks of ten bits, which hold their end and nothing else, are five bytes.
    let blocks = [0x02, 0x08, 0x20, 0x80, 0x00].repeat(MOST_BYTES / 5);
    let body = [b"\x1f\x8b\x08\0\0\0\0\0\0\x03", &blocks[..]].concat();
    let from = Instant::now();
    assert_eq!(code(Encoding::Gzip, &body), "malformed");
    assert!(
        from.elapsed() < Duration::from_secs(2),
        "{:?}",
        from.elapsed()
    );
}

proptest! {
    /// Whatever the bytes, unpacking ends with a body or an error, and the body is not too long.
    #[test]
    fn no_bytes_break_the_decoders(
        text in prop::collection::vec(any::<u8>(), 0..3_000),
        runs in 1..40_usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<prop::sample::Index>(),
    ) {
        let text = text.repeat(runs);
        for encoding in BOTH {
            let mut packed = pack(encoding, &text);
            prop_assert_eq!(&encoding.unpack(&packed).unwrap(), &text);
            for (at, byte) in &changes {
                let at = at.index(packed.len());
                packed[at] = *byte;
            }
            let _ = encoding.unpack(&packed).map(|body| assert!(body.len() <= MOST_BYTES));
            packed.truncate(cut.index(packed.len()) + 1);
            let _ = encoding.unpack(&packed);
        }
    }
}
