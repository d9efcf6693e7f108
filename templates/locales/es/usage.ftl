# Usage: events in, figures out.

usage-body-empty = El cuerpo está vacío. Envíe un evento como objeto JSON, o un array de ellos.
usage-body-not-utf8 = El cuerpo no es UTF-8. No se contó nada.
usage-body-malformed = El cuerpo no es JSON válido: línea { $line }, columna { $column }. No se contó nada.
usage-body-not-one = Este tipo de contenido es para un solo evento. Envíe un array de eventos como { $media }.
usage-body-not-an-array = Este tipo de contenido es para un array de eventos. Envíe uno solo como { $media }.
usage-line-malformed = La línea no es JSON válido: columna { $column }.
usage-line-not-utf8 = La línea no es UTF-8.
usage-body-broken = El cuerpo no se puede descomprimir: no es { $encoding } o está cortado. No se contó nada.
usage-body-window = El marco zstd exige a quien lo lee más de { $mebibytes } MiB. Comprima con una ventana más pequeña.
usage-body-too-large = El cuerpo tiene más de { $mebibytes } MiB, contados tras la descompresión. Envíelo en lotes más pequeños.
usage-body-too-many = Un lote contiene como máximo { $most } eventos. Envíe el resto en otro.

usage-event-too-large = El evento tiene más de { $kibibytes } KiB.
usage-event-not-an-object = Un evento es un objeto JSON.
usage-event-name-unreadable = Un nombre de campo contiene la mitad de un par sustituto, que no es texto.
usage-event-unknown-field = El campo { $field } no existe.
usage-event-is-a-cloud-event = La forma simple no tiene el campo specversion. Envíe los CloudEvents como { $media }.
usage-event-misplaced = En un CloudEvent, { $field } va junto a data, no dentro.
usage-event-cloud-constant = Debe ser { $expected }.
usage-event-data-not-an-object = Los datos del evento deben ser un objeto JSON, en el atributo data.
usage-event-duplicate-field = El campo { $field } aparece más de una vez.
usage-event-missing = Falta el campo { $field }.
usage-event-empty = No debe estar vacío.
usage-event-too-long = Puede tener como máximo { $most } caracteres.
usage-event-control-character = No debe contener caracteres de control.
usage-event-unreadable-text = Contiene la mitad de un par sustituto, que no es texto.
usage-event-not-a-text = Debe ser un texto entre comillas.
usage-event-not-a-number = Debe ser un número, sin comillas.
usage-event-not-integer = Debe ser un número entero.
usage-event-negative = No debe ser negativo.
usage-event-out-of-range = Debe estar entre { $least } y { $most }.
usage-event-invalid-time = Debe ser una fecha y hora como 2026-03-01T12:00:00Z.
usage-event-too-old = Los eventos se aceptan hasta { $days } días después de ocurrir.
usage-event-in-future = Los eventos pueden adelantarse como máximo { $minutes } minutos al reloj del servidor.
usage-event-invalid-status = Debe ser ok o error.
usage-event-error-without-status = { $field } corresponde a eventos cuyo status es error.
usage-event-invalid-cost = Debe ser un importe en dólares como 0.0125, con nueve decimales como máximo.
usage-event-cost-too-high = Debe ser como máximo { $most } USD.
usage-event-subset = { $field } cuenta una parte de { $total } y no puede superarlo.

usage-object-not-an-object = Debe ser un objeto JSON.
usage-object-not-a-list = Debe ser una lista de objetos JSON.
usage-object-and-count = Indique usage o los recuentos de tokens, no ambos: también está { $field }.
usage-object-provider = No sabemos qué significan los objetos usage de { $provider }. Envíe los recuentos directamente: inputTokens, outputTokens y sus partes.
usage-object-unknown = No tiene ninguno de los nombres que usan OpenAI, Anthropic y Google. Envíe los recuentos directamente: inputTokens, outputTokens y sus partes.
usage-object-ambiguous = Tiene nombres de OpenAI y de Anthropic, que cuentan de forma distinta los tokens en caché. Indique el proveedor o envíe los recuentos directamente.
usage-object-mismatch = Sus nombres no son los del proveedor que indica el evento. Corrija provider o envíe los recuentos directamente.

usage-range-period = Elija 24h, 7d, 30d, 90d o custom.
usage-range-zone = La zona horaria { $name } no existe. Use un nombre de IANA como Europe/Berlin.
usage-range-bucket = Elija minute, hour, day o month.
usage-range-not-custom = Solo vale con period=custom.
usage-range-from-missing = Un período personalizado necesita su primera fecha u hora.
usage-range-bound = Indique una fecha como 2026-03-01 o una hora como 2026-03-01T12:00:00Z.
usage-range-year = Elija un año de { $first } a { $last }.
usage-range-order = Debe ser posterior al inicio.
usage-range-minutes-too-long = Los minutos se muestran para un máximo de 24 horas. Elija un intervalo más corto o bucket=hour.
usage-range-hours-too-long = Las horas se muestran para un máximo de 31 días. Elija un intervalo más corto o bucket=day.
usage-range-days-too-long = Los días se muestran para un máximo de 400 días. Elija un intervalo más corto o bucket=month.
usage-range-too-long = Un intervalo abarca como máximo 10 años. Elija uno más corto.
usage-range-hours-most = Las horas se muestran para un máximo de 31 días. Elija un intervalo más corto.
usage-range-days-most = Los días se muestran para un máximo de 400 días. Elija un intervalo más corto.

usage-report-group-by = Agrupe por model, project, key o status; si son varios, sepárelos con comas.
usage-report-moved = La lista ha cambiado demasiado desde su primera página. Comience de nuevo sin cursor.
usage-report-forbidden = El uso por clave o por estado es para quienes pueden consultar el uso en detalle. Pídalo a un propietario o administrador del equipo.
usage-events-forbidden = Los eventos individuales son para quienes pueden consultar el uso en detalle y no para las claves de proyecto. Pídalo a un propietario o administrador del equipo.

price-created = { $model } tiene un precio a partir de { $from }. Lo contado antes conserva su costo.
price-changed = { $model } tiene otro precio a partir de { $from }. Lo contado antes conserva su costo.
price-ended-now = El precio de { $model } ha finalizado.
prices-imported = { $entered ->
    [one] Un precio registrado; rechazados: { $refused }.
   *[other] { $entered } precios registrados; rechazados: { $refused }.
}
price-scope = Elija team o global.
price-negative = Un precio no debe ser negativo.
price-missing = Este precio es obligatorio. Escriba 0 si es gratuito.
price-too-fine = Tiene más de nueve decimales en dólares por millón de unidades.
price-too-high = Un precio puede ser como máximo de { $most } USD por millón de unidades.
price-not-a-number = Debe ser un número decimal como 2.5, de { $digits } cifras como máximo.
price-mode = Elija uno de { $modes }.
price-aliases-too-many = Un precio puede tener como máximo { $most } nombres adicionales.
price-alias-blank = El nombre “{ $alias }” no debe contener espacios.
price-tiers-too-many = Un precio puede tener como máximo { $most } tramos.
price-tier-above = Debe ser como máximo de { $most } tokens.
price-tier-service = Elija uno de { $services } u omítalo.
price-tier-plain = Un tramo necesita un tamaño de contexto a partir del cual se aplica, o un nivel de servicio.
price-tier-twice = Hay otro tramo para el mismo contexto y servicio.
price-unusual = { $price } USD por millón es más de cien veces lo habitual, { $usual }. Los precios son por millón de unidades, no por token ni por mil. Indique force para mantenerlo.
price-tier-unusual = { $price } USD por millón es más de cien veces los { $usual } de fuera de este tramo. Indique force para mantenerlo.
price-cached-dearer = Los tokens de la caché son más caros que los demás. Indique force para mantenerlo.
price-write-cheaper = Mantener una caché durante una hora es más barato que durante minutos. Indique force para mantenerlo.
price-before-it-began = No debe ser anterior al inicio del precio que reemplaza.
price-ended = Este precio ha finalizado. Añada otro.
price-global = Este precio es de todos: un operador de esta instancia de Scalix puede cambiarlo. Añada un precio propio para el mismo modelo, que tendrá prioridad sobre este.
prices-too-many = Un equipo puede tener precios propios para { $most } modelos. Finalice algunos que no sean necesarios.
alias-created = A partir de ahora, los eventos que indican { $name } tienen el mismo precio que { $model }.
alias-removed = El nombre { $name } ya no tiene un significado propio.
alias-taken = El nombre { $name } ya representa un modelo. Modifique ese nombre.
alias-itself = Un nombre no puede representarse a sí mismo.
aliases-too-many = Puede haber { $most } nombres. Quite algunos que no sean necesarios.
price-file-strange = No es una tabla de precios: debe ser un array de precios, un objeto con el array “prices” o “rows”, o la tabla de LiteLLM.
price-row-unreadable = No se puede leer: { $reason }.
price-field-unreadable = { $field } no se puede leer: { $reason }.
price-untold = La tabla no indica precio de entrada ni de salida, o indica 0, que allí suele significar “desconocido”.
price-row-twice = Aparece dos veces, con precios distintos.
price-row-twice-aliases = Aparece dos veces, con otros nombres distintos. No se toma ninguna de las dos filas.
price-row-twice-mode = Aparece dos veces, con modos distintos. Se toma como { $mode }.
price-row-twice-from = Aparece dos veces, con fechas distintas. No se toma ninguna de las dos filas.
price-row-twice-tier = Este tramo aparece dos veces, con precios distintos. El modelo se toma sin él.
