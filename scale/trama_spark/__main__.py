import sys

from trama_spark.command import main

sys.exit(main())
