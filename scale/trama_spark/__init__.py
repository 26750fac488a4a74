"""trama on Spark (docs/cluster.md): reads documents on many machines and gives the graph that one machine would give.

All that is decided about texts, names and stories is decided by the program `trama`, which runs beside each worker."""
