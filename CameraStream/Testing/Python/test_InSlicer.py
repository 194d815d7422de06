"""The module's own test class, which Slicer runs."""

import unittest

import slicer  # noqa: F401


def test_ModulesOwnTestPasses(panel):
    import CameraStream

    suite = unittest.TestLoader().loadTestsFromTestCase(CameraStream.CameraStreamTest)
    result = unittest.TextTestRunner(verbosity=2).run(suite)
    assert result.testsRun == 1
    assert result.wasSuccessful(), result.failures + result.errors
