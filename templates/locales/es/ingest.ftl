# Taking usage events in: what depends on what is stored already.

ingest-cost-out-of-range = Según la tabla de precios, este evento cuesta más de { $most } USD. Compruebe sus recuentos de tokens o indique su costo.
ingest-sum-out-of-range = Los totales de este modelo superarían lo que se puede contar en un día.
ingest-conflict = Ya se aceptó otro evento con este id y con un contenido distinto. No se cambió nada; dé a cada evento un id propio.
ingest-cloud-binary = CloudEvents solo se acepta en modo estructurado. Envíe el evento completo como { $media }.
ingest-encoding = Envíe los eventos tal cual, o con un solo Content-Encoding: gzip o zstd.
ingest-too-many-models = Este proyecto ha enviado hoy { $most } nombres de modelo que nadie había enviado antes. Compruebe que el campo model contenga el modelo y nada más.
ingest-too-many-sources = Este proyecto ya tiene { $most } orígenes. Un origen es un emisor, como un servicio; lo que cambia de un evento a otro va en id.
ingest-project-gone = El proyecto se eliminó. Restáurelo o elija otro.
