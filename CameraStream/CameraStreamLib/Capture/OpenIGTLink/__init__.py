"""Exchanges images with other programs by OpenIGTLink."""
