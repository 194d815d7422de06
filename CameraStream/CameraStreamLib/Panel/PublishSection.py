"""The panel's section that sends the images to other programs by OpenIGTLink."""

from collections.abc import Callable

from slicer.i18n import tr as _

from ..Acquisition.Dependencies import ensurePyigtl
from ..Camera.Translation import translated
from ..Shared.Errors import MissingPackageError, SourceError
from .Section import Section

THIS_COMPUTER = "127.0.0.1"
ALL_COMPUTERS = "0.0.0.0"
"""The addresses that a server listens on: for programs on this computer only, or for the whole network."""


class PublishSection(Section):
    """The Publish button with its settings, and one line on what is sent."""

    def __init__(self, ui, session: Callable, onNotice: Callable):
        super().__init__(ui, session, onNotice)
        ui.publishButton.clicked.connect(self._onPublishButton)

    def showStream(self, stream) -> None:
        """Show what is published of a stream; None for no stream."""
        isActive = stream is not None and stream.state.isActive
        published = stream.info.publishing if isActive else {}
        self._ui.publishButton.enabled = isActive
        self._ui.publishButton.checked = isActive and stream.isPublishing and "error" not in published
        for widget in (self._ui.portSpinBox, self._ui.deviceNameLineEdit, self._ui.otherComputersCheckBox):
            widget.enabled = not self._ui.publishButton.checked
        self._ui.publishStatusLabel.text = statusText(published)

    def _onPublishButton(self) -> None:
        stream = self._session().stream
        if stream.isPublishing and "error" not in stream.info.publishing:
            stream.stopPublishing()
        else:
            host = ALL_COMPUTERS if self._ui.otherComputersCheckBox.checked else THIS_COMPUTER
            try:
                ensurePyigtl()
                stream.publish(self._ui.portSpinBox.value, self._ui.deviceNameLineEdit.text.strip(), host)
            except (SourceError, MissingPackageError) as error:
                self._onNotice(error)


def statusText(published: dict) -> str:
    """One line on what OpenIGTLinkServer reports."""
    if "error" in published:
        return translated(published["error"])
    if not published:
        return _("Not publishing.")
    return _("{address}: {clients} clients, {sent} images sent, {skipped} skipped.").format(**published)
