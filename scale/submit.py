"""For spark-submit, which wants a file: spark-submit --py-files trama_spark.zip submit.py build …"""
import sys

from trama_spark.command import main

sys.exit(main())
