"""A link at the end of each section of the panel, to what the manual says about it."""

import ctk
import qt

from slicer.i18n import tr as _

CHAPTERS = {
    "image": "image",
    "camera": "camera-settings",
    "record": "recording",
    "publish": "openigtlink",
    "processing": "processing",
    "calibration": "calibration",
    "view3D": "augmented-reality",
    "advanced": "advanced",
}
"""The manual's headings, as anchors, by the names of the sections; none for a section within another."""


def addLinks(panel, manual: str) -> None:
    """Give each section of the panel, a ctkCollapsibleButton, its link into the page at the address ``manual``."""
    for section in panel.findChildren(ctk.ctkCollapsibleButton):
        chapter = CHAPTERS.get(section.objectName.removesuffix("CollapsibleButton"))
        name = f"{chapter}HelpLabel"
        if not chapter or any(label.objectName == name for label in section.findChildren(qt.QLabel)):
            continue  # the sections of a panel before a reload are still there
        link = qt.QLabel(f'<a href="{manual}#{chapter}">{_("Help")}</a>')
        link.objectName = name
        link.alignment = qt.Qt.AlignRight
        link.openExternalLinks = True
        link.toolTip = _("Read about this section in the manual, in the web browser.")
        section.layout().addWidget(link)
