"""Kùzu, which LadybugDB goes on from: the folder."""

import unittest

import kuzu

from ladybug_helpers import FolderTest


class KuzuTest(FolderTest, unittest.TestCase):
    module = kuzu


if __name__ == "__main__":
    unittest.main()
