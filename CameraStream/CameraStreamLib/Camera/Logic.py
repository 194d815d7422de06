"""What scripts and the panel call: starts, updates and stops the cameras. It knows no Qt."""

import logging

import slicer
from slicer import vtkMRMLLinearTransformNode
from slicer.i18n import tr as _
from slicer.ScriptedLoadableModule import ScriptedLoadableModuleLogic

from ..Acquisition.CameraFinder import CameraFinder
from ..Acquisition.Dependencies import ensureCameraNames, ensureDICOM, ensureOpenCV, ensureSource
from ..Acquisition.DicomExport import DicomExport
from ..Shared.DicomStudy import DEFAULT_KIND, LIMIT_MEGABYTES, Patient, Study
from ..Shared.Errors import MissingPackageError, SourceError
from ..Shared.Passwords import PasswordMemory
from ..Shared.Settings import checkCrop
from ..Shared.State import State
from ..View.SliceDisplay import shownViewNames
from ..Volume.FrameVolume import checkVolume
from .CameraSettings import CROP_NAMES, buildSettings, valuesOf
from .ParameterNode import CameraStreamParameterNode, repairSettings
from .RenamedSettings import currentNames
from .SaveAsDICOM import checkFile, makeRequest, studyOf
from .SequenceImport import SequenceImport
from .Session import Session, checkFree
from .Stream import Stream


class CameraStreamLogic(ScriptedLoadableModuleLogic):
    """Starts, updates and stops the cameras. It knows no Qt: whoever uses it without the panel calls ``update()``."""

    def __init__(self) -> None:
        ScriptedLoadableModuleLogic.__init__(self)
        self.cameraFinder = CameraFinder()
        self._passwords = PasswordMemory()
        self._observers = []
        self._sessions: list[Session] = []  # of each camera that was shown or started
        # Closed cameras that still hold their sources, imports, exports.
        self._others: list[Session | SequenceImport | DicomExport] = []
        self._studies: dict[Patient, Study] = {}  # that were begun by an export: the next of that patient goes there
        self._session: Session | None = None  # that was started last
        self._isUpdating = False

    def createParameterNode(self):
        """The first camera's; more are made by ``addCamera``, or at the top of the panel."""
        node = super().createParameterNode()
        node.SetName(freeName())
        return node

    def addCamera(self) -> CameraStreamParameterNode:
        """The settings of one more camera, in a slice view that no other camera uses, if there is one."""
        node = slicer.mrmlScene.AddNewNodeByClass("vtkMRMLScriptedModuleNode", freeName())
        node.SetAttribute("ModuleName", self.moduleName)
        return self.session(node).parameterNode

    def getParameterNode(self) -> CameraStreamParameterNode:
        """The first camera's settings."""
        return self.session().parameterNode

    def session(self, node=None) -> Session:
        """The camera of a parameter node (a vtkMRMLScriptedModuleNode), or the first one."""
        node = node or super().getParameterNode()
        for session in self._sessions:
            if session.parameterNode.parameterNode is node:
                return session
        freeView = "" if "view" in node.GetParameterNames() else self._freeView()
        notice = repairSettings(node)
        parameterNode = CameraStreamParameterNode(node)
        if freeView:
            parameterNode.view = freeView
        self._sessions.append(Session(parameterNode, self._passwords, self._userOf, self._notify))
        self._sessions[-1].settingsNotice = notice
        return self._sessions[-1]

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Each camera that was shown or started."""
        return tuple(self._sessions)

    @property
    def stream(self) -> Stream | None:
        """The stream that was started last."""
        return self._session.stream if self._session else None

    @property
    def state(self) -> State:
        """Of the camera that was started last."""
        return self._session.state if self._session else State.IDLE

    @property
    def error(self) -> str:
        """What is wrong with that camera and what to do about it, in one sentence; "" where nothing is."""
        return self._session.error if self._session else ""

    @property
    def isActive(self) -> bool:
        """Whether any camera runs."""
        return any(session.isActive for session in self._sessions)

    @property
    def needsUpdate(self) -> bool:
        """Whether ``update`` must be called: a camera runs, is still held, or is looked for."""
        return self.cameraFinder.isSearching or any(each.needsUpdate for each in (*self._sessions, *self._others))

    @property
    def nextFrameSeconds(self) -> float | None:
        """In how many seconds the next frame of any camera, or result, is expected; None if one of them cannot tell."""
        streams = [each.stream for each in (*self._sessions, *self._others) if each.needsUpdate and each.stream]
        expected = [stream.nextFrameSeconds for stream in streams]
        expected += [session.processors.dueSeconds for session in self._sessions if session.isActive]
        return None if not expected or None in expected else min(expected)

    def addObserver(self, callback) -> None:
        """Call ``callback()`` after each change of a camera's state; an exception that it raises is logged."""
        self._observers.append(callback)

    def removeObserver(self, callback) -> None:
        if callback in self._observers:
            self._observers.remove(callback)

    def hidePassword(self, source: str) -> str:
        """``source`` without its password, which is remembered for this session."""
        return self._passwords.hide(source)

    def findCameras(self) -> None:
        """Begin to look for the cameras of this computer; ``cameraFinder`` has them a little later.

        :raises MissingPackageError: if the package that lists them is not installed, and may not be
        """
        ensureCameraNames()
        self.cameraFinder.start()

    def start(self, source=None, *, parameterNode=None, volumeNode=None, **settings) -> Stream:
        """Start a camera; returns at once. ``stream.state`` tells how it goes on, and the panel follows it.

        Without ``source``, start what the parameter node says. With it, the node is set to it and to ``settings``, by
        the names of CameraStreamParameterNode and with its defaults. ``view`` may be None for no view, and ``crop``
        gives all four numbers of it (left, top, width, height). What cannot be used changes nothing: a camera that runs
        goes on, and so does its recording.

        :param parameterNode: whose camera to start; the first one's, if None
        :param volumeNode: the output volume. Given one in which no camera is shown while the first camera runs,
            another camera is added and started
        :raises SourceError: if the source or a setting cannot be used, or if settings are given without a source
        :raises MissingPackageError: if OpenCV or pyigtl is needed and not installed, and may not be
        """
        session = None
        try:
            session = self._sessionFor(parameterNode, volumeNode)
            values = self._checkedSettings(session, source, volumeNode, settings)
            built = buildSettings(values or valuesOf(session.parameterNode), self._passwords)
            ensureSource(built.capture.source)
        except (SourceError, MissingPackageError) as error:
            failed = session or self._session or self.session()
            if not failed.isActive:  # else it is the other one's state that counts
                self._session = failed
                failed.fail(getattr(error, "text", str(error)))
            raise
        session = self._session = session or self.session(self.addCamera().parameterNode)
        if values:
            session.stop()
            self._fillParameterNode(session.parameterNode, values | {"source": self.hidePassword(str(source))})
        session.processors.askForAll()
        return session.start()

    def toSequence(self, path, limitMegabytes: float = 2000.0) -> SequenceImport:
        """Make a sequence in the scene of a recording or another video file, at its own times; returns at once.

        ``browserNode`` of what is returned has the images once ``isActive`` is false; ``message`` says what went wrong.

        :param limitMegabytes: of memory, after which it ends
        :raises SourceError: if it is not a video file
        :raises MissingPackageError: if OpenCV is not installed, and may not be
        """
        ensureOpenCV()
        sequenceImport = SequenceImport(path, limitMegabytes, self._notify)
        self._others.append(sequenceImport)
        self._notify()
        return sequenceImport

    def saveAsDICOM(
        self, image, path, kind=DEFAULT_KIND, patient=None, *, rotation=0, flip=False,
        limitMegabytes=LIMIT_MEGABYTES,
    ) -> DicomExport:  # fmt: skip
        """Write an image or a recording to a DICOM file, in a process of its own; returns at once.

        The file is there once ``isActive`` of what is returned is false; ``progress`` goes to 1.0, and ``message`` says
        what went wrong. Pixels are stored as they are, without loss; those of a recording in Motion JPEG as its JPEGs.
        The spacing is written if it is not 1 mm, which stands for an unknown one.

        :param image: a snapshot, or any volume node of one slice of 8 or 16 bits; or the path of a recording or another
            video file, which becomes a Multi-frame Secondary Capture whatever ``kind`` says
        :param path: of a new file; ".dcm" is added if need be
        :param kind: "Secondary Capture", in which grayscale may have 16 bits; "VL Endoscopic" or "VL Photographic"
        :param patient: None for nobody; a node that was loaded from DICOM, whose patient and study the file gets; or a
            dictionary with any of ``name`` ("Doe^Jane"), ``id``, ``birthDate`` ("1970-01-31") and ``sex`` ("F", "M",
            "O")
        :param rotation, flip: as the camera's settings, which turn the view and not the pixels: clockwise, degrees, and
            then left to right
        :param limitMegabytes: of a clip's pixels, or JPEGs; and 10 000 frames
        :raises SourceError: if something of it cannot be used, or the file exists
        :raises MissingPackageError: if pydicom or highdicom is not installed, and may not be
        """
        path = checkFile(path)
        request, pixels = makeRequest(image, self._studyFor(patient), kind, rotation, flip, limitMegabytes)
        ensureDICOM()
        if pixels is None:
            ensureOpenCV()
        export = DicomExport(path, request, pixels, self._notify)
        self._others.append(export)
        self._notify()
        return export

    def _studyFor(self, patient) -> Study:
        """Where an image of a patient goes: see saveAsDICOM.

        :raises SourceError: if there is no such patient
        """
        if isinstance(patient, Study):
            return patient
        if isinstance(patient, slicer.vtkMRMLNode):
            return studyOf(patient)
        try:
            patient = Patient(**(patient or {}))
        except TypeError as error:
            problem = _("{patient!r} is not a patient. Pass a node loaded from DICOM, or name, id, birthDate and sex.")
            raise SourceError(problem, patient=patient) from error
        return self._studies.setdefault(patient, Study.begun(patient))

    def stop(self) -> None:
        """Stop every camera; returns at once. The last images stay."""
        for session in self._sessions:
            session.stop()

    def close(self) -> None:
        """Stop, and forget the cameras: the scene or the application is closing."""
        self.cameraFinder.stop()
        for session in tuple(self._sessions):
            self._close(session)
        for other in self._others:
            other.close()
        self._session = None
        self._notify()

    def update(self) -> bool:
        """Show the newest frame of each camera; called at each tick of the panel's timer. Called again meanwhile, by an
        observer of a frame that has events processed, it does nothing.

        :returns: whether there was a new one
        """
        if self._isUpdating:
            return False
        self._isUpdating = True
        try:
            return self._update()
        finally:
            self._isUpdating = False

    def _update(self) -> bool:
        self.cameraFinder.update()
        for session in tuple(self._sessions):
            if session.isRemoved:
                self._close(session)
        self._others = [other for other in self._others if other.needsUpdate]
        try:
            updates = [each.update() for each in (*self._sessions, *self._others)]  # any() alone would not ask all
            return any(updates)
        finally:
            for session in self._sessions:  # whatever was raised, no view may stay paused
                session.endTick()

    def statusText(self) -> str:
        """One line on how the camera that was started last is doing."""
        return (self._session or self.session()).statusText()

    def _sessionFor(self, parameterNode, volumeNode) -> Session | None:
        """The camera that is meant; None for one that has to be added."""
        if parameterNode is not None:
            node = getattr(parameterNode, "parameterNode", parameterNode)
            if not any(node is each for each in self.getAllParameterNodes()):
                raise SourceError(_("This is not a camera's parameter node. Pass one from logic.addCamera(), or None."))
            return self.session(node)
        first = self.session()
        for session in self._sessions:
            if volumeNode is not None and session.parameterNode.outputVolume is volumeNode:
                return session
        return None if volumeNode is not None and first.isActive else first

    def _userOf(self, volumeNode) -> Session | None:
        for session in self._sessions:
            if session.isActive and session.stream.volumeNode is volumeNode:
                return session
        return None

    def _checkedSettings(self, session: Session | None, source, volumeNode, settings: dict) -> dict:
        """What the parameter node is to be set to, by name; nothing, without a source.

        :param session: the camera; None for one that has to be added
        :raises SourceError: if something cannot be used
        """
        if source is None:
            if settings or volumeNode is not None:
                raise SourceError(_("Pass a source with these settings, or change them in the parameter node."))
            return {}
        parameterNode = (session or self.session()).parameterNode
        defaults = {name: parameterNode.default(name).value for name in parameterNode.allParameters}
        if set(settings) & set(CROP_NAMES):
            raise SourceError(_("Pass the crop as a whole: crop=(left, top, width, height)."))
        if "outputVolume" in settings:
            raise SourceError(_("Pass the output volume as volumeNode."))
        settings = currentNames(settings)
        crop = settings.pop("crop", None)
        if crop is not None:
            checkCrop(crop)
            settings |= dict(zip(CROP_NAMES, crop))
        if unknown := sorted(set(settings) - set(defaults)):
            raise SourceError(_("Unknown setting: {names}. Check the spelling."), names=", ".join(unknown))
        for name in ("parentTransform", "cameraTransform"):
            transform = settings.get(name)
            isUsable = isinstance(transform, vtkMRMLLinearTransformNode) and transform.GetScene()
            if transform is not None and not isUsable:
                raise SourceError(
                    _("{transform!r} is not a linear transform node in the scene. Pass one as {name}, or None."),
                    transform=transform,
                    name=name,
                )
        if settings.get("backgroundView", "") is None:
            settings["backgroundView"] = ""
        if volumeNode is not None and not (isinstance(volumeNode, slicer.vtkMRMLNode) and volumeNode.GetScene()):
            raise SourceError(
                _("{volumeNode!r} is not a node in the scene. Pass a volume as volumeNode, or None."),
                volumeNode=volumeNode,
            )
        isGrayscale = volumeNode is not None and volumeNode.GetClassName() == "vtkMRMLScalarVolumeNode"
        volumeNode = volumeNode or (session.parameterNode.outputVolume if session else None)
        if volumeNode:
            checkVolume(volumeNode)
            user = self._userOf(volumeNode)
            checkFree(volumeNode, user if user is not session else None)
        view = settings.get("view", session.parameterNode.view if session else self._freeView())
        given = {"source": source, "outputVolume": volumeNode, "view": "" if view is None else view}
        processors = session.parameterNode.processors if session else ""
        return defaults | {"grayscale": isGrayscale, "processors": processors} | settings | given

    def _fillParameterNode(self, parameterNode, values: dict) -> None:
        with slicer.util.NodeModify(parameterNode):
            for name, value in values.items():
                default = parameterNode.default(name).value
                setattr(parameterNode, name, value if default is None else type(default)(value))

    def _close(self, session: Session) -> None:
        session.close()
        self._sessions.remove(session)
        if session.needsUpdate:
            self._others.append(session)

    def _freeView(self) -> str:
        """The first view that the layout shows and no other camera uses; Red, if all are used."""
        used = {node.GetParameter("view") for node in self.getAllParameterNodes()}
        return next((name for name in shownViewNames() if name not in used), "Red")

    def _notify(self) -> None:
        for callback in tuple(self._observers):
            try:
                callback()
            except Exception:
                logging.exception("CameraStream: an observer of the logic failed")


def freeName() -> str:
    """Of another camera: "Live camera", "Live camera 2", ... Each 3D view of Slicer has a node named "Camera"."""
    name, number = _("Live camera"), 1
    while slicer.mrmlScene.GetFirstNodeByName(name if number == 1 else f"{name} {number}"):
        number += 1
    return name if number == 1 else f"{name} {number}"
