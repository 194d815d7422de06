"""Images from and to other programs by OpenIGTLink."""
