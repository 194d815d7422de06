<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name>Acquisition.CalibrationProcess</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/CalibrationProcess.py" line="30"/>
        <source>The calibration cannot be computed ({error}).</source>
        <translation>Die Kalibrierung kann nicht berechnet werden ({error}).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/CalibrationProcess.py" line="47"/>
        <source>The calibration ended unexpectedly (exit code {code}). Try again.</source>
        <translation>Die Kalibrierung wurde unerwartet beendet (Exit-Code {code}). Versuchen Sie es noch einmal.</translation>
    </message>
</context>
<context>
    <name>Acquisition.Calibrations</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/Calibrations.py" line="55"/>
        <source>The calibration cannot be saved to &quot;{path}&quot; ({reason}). Export it to another file.</source>
        <translation>Die Kalibrierung kann nicht in &quot;{path}&quot; gesichert werden ({reason}). Exportieren Sie sie in eine andere Datei.</translation>
    </message>
</context>
<context>
    <name>Acquisition.CameraFinder</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/CameraFinder.py" line="41"/>
        <source>Cannot search for cameras ({error}). Enter a camera number instead.</source>
        <translation>Kameras können nicht gesucht werden ({error}). Geben Sie stattdessen die Nummer einer Kamera ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/CameraFinder.py" line="73"/>
        <source>The search for cameras failed. Enter a camera number, or press the button again.</source>
        <translation>Die Suche nach Kameras ist fehlgeschlagen. Geben Sie die Nummer einer Kamera ein oder drücken Sie die Schaltfläche noch einmal.</translation>
    </message>
</context>
<context>
    <name>Acquisition.Capture</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/Capture.py" line="34"/>
        <source>This camera is already shown. Stop it there first, or choose another source here.</source>
        <translation>Diese Kamera wird schon angezeigt. Halten Sie sie dort zuerst an oder wählen Sie hier eine andere Quelle.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/Capture.py" line="66"/>
        <source>Not enough memory for frames ({error}). Close other programs.</source>
        <translation>Für Bilder ist nicht genug Speicher frei ({error}). Schließen Sie andere Programme.</translation>
    </message>
</context>
<context>
    <name>Acquisition.CaptureProcess</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/CaptureProcess.py" line="47"/>
        <source>Choose in-process acquisition under Advanced, or reinstall opencv-python.</source>
        <translation>Wählen Sie unter Erweitert die Aufnahme in-process oder installieren Sie opencv-python neu.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/CaptureProcess.py" line="49"/>
        <source>macOS denies Slicer the camera. Start Slicer from Terminal, with /Applications/Slicer.app/Contents/MacOS/Slicer, and allow Terminal to use the camera.</source>
        <translation>macOS verweigert Slicer die Kamera. Starten Sie Slicer im Terminal mit /Applications/Slicer.app/Contents/MacOS/Slicer und erlauben Sie dem Terminal den Zugriff auf die Kamera.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/CaptureProcess.py" line="164"/>
        <source>The capture process cannot be started ({error}).</source>
        <translation>Der Aufnahmeprozess kann nicht gestartet werden ({error}).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/CaptureProcess.py" line="225"/>
        <source>The capture process cannot run OpenCV (exit code {code}).</source>
        <translation>Der Aufnahmeprozess kann OpenCV nicht ausführen (Exit-Code {code}).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/CaptureProcess.py" line="230"/>
        <source>The source crashes the capture process (exit code {code}). Try another backend or source.</source>
        <translation>Die Quelle bringt den Aufnahmeprozess zum Absturz (Exit-Code {code}). Versuchen Sie ein anderes Backend oder eine andere Quelle.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/CaptureProcess.py" line="235"/>
        <source>The capture process ended unexpectedly.</source>
        <translation>Der Aufnahmeprozess wurde unerwartet beendet.</translation>
    </message>
</context>
<context>
    <name>Acquisition.CaptureThread</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/CaptureThread.py" line="101"/>
        <source>macOS does not allow a camera inside Slicer&apos;s own process. Choose process as the acquisition under Advanced, and start Slicer from a terminal with camera access.</source>
        <translation>macOS erlaubt keine Kamera in Slicers eigenem Prozess. Wählen Sie unter Erweitert die Aufnahme process und starten Sie Slicer aus einem Terminal, das auf die Kamera zugreifen darf.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/CaptureThread.py" line="110"/>
        <source>OpenCV cannot be loaded: {error}</source>
        <translation>OpenCV kann nicht geladen werden: {error}</translation>
    </message>
</context>
<context>
    <name>Acquisition.Dependencies</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/Dependencies.py" line="110"/>
        <source>CameraStream needs the Python package {package}, which is not installed yet.

Install it into Slicer&apos;s Python environment now?</source>
        <translation>CameraStream benötigt das Python-Paket {package}, das noch nicht installiert ist.

Soll es jetzt in Slicers Python-Umgebung installiert werden?</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/Dependencies.py" line="121"/>
        <source>CameraStream needs the Python package {package}. Try again and allow the installation, or enter slicer.util.pip_install(&apos;{package}&apos;) in the Python console.</source>
        <translation>CameraStream benötigt das Python-Paket {package}. Versuchen Sie es noch einmal und erlauben Sie die Installation oder geben Sie slicer.util.pip_install(&apos;{package}&apos;) in der Python-Konsole ein.</translation>
    </message>
</context>
<context>
    <name>Acquisition.DicomExport</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/DicomExport.py" line="57"/>
        <location filename="CameraStreamLib/Acquisition/DicomExport.py" line="79"/>
        <source>The DICOM file could not be written ({reason}).</source>
        <translation>Die DICOM-Datei konnte nicht geschrieben werden ({reason}).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/DicomExport.py" line="78"/>
        <source>exit code {code}</source>
        <translation>Exit-Code {code}</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/DicomExport.py" line="86"/>
        <source>Saving the DICOM file was canceled.</source>
        <translation>Das Sichern der DICOM-Datei wurde abgebrochen.</translation>
    </message>
</context>
<context>
    <name>Acquisition.ProcessorProcess</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/ProcessorProcess.py" line="167"/>
        <source>The processor cannot be started ({error}).</source>
        <translation>Der Prozessor kann nicht gestartet werden ({error}).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/ProcessorProcess.py" line="180"/>
        <source>{file} ended unexpectedly (exit code {code}) and was restarted.</source>
        <translation>{file} wurde unerwartet beendet (Exit-Code {code}) und neu gestartet.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/ProcessorProcess.py" line="182"/>
        <source>{file} exceeded its memory of {gigabytes} GB and was restarted.</source>
        <translation>{file} hat seinen Speicher von {gigabytes} GB überschritten und wurde neu gestartet.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Acquisition/ProcessorProcess.py" line="193"/>
        <source>{file} returned no result within {seconds:g} s and was restarted.</source>
        <translation>{file} gab innerhalb von {seconds:g} s kein Ergebnis und wurde neu gestartet.</translation>
    </message>
</context>
<context>
    <name>Acquisition.Trust</name>
    <message>
        <location filename="CameraStreamLib/Acquisition/Trust.py" line="36"/>
        <source>The scene wants to run a program on the images of the camera:

{file}

It can do all that you can do on this computer. Allow this only if you know who wrote it. Run it?</source>
        <translation>Die Szene will ein Programm auf die Bilder der Kamera anwenden:

{file}

Es kann alles, was Sie auf diesem Computer können. Erlauben Sie das nur, wenn Sie wissen, wer es geschrieben hat. Soll es ausgeführt werden?</translation>
    </message>
</context>
<context>
    <name>BuiltIn.Markers</name>
    <message>
        <location filename="CameraStreamLib/Processing/BuiltIn/Markers.py" line="80"/>
        <source>&quot;{sizes}&quot; is not a list of sizes. Example: 3: 80, 7: 25.</source>
        <translation>&quot;{sizes}&quot; ist keine Liste von Größen. Beispiel: 3: 80, 7: 25.</translation>
    </message>
</context>
<context>
    <name>CalibrationSection</name>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="21"/>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="33"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="46"/>
        <source>The board that is shown to the camera. Of ChArUco, a part in the picture is enough; it reaches the picture&apos;s edges best.</source>
        <translation>Das Muster, das der Kamera gezeigt wird. Von ChArUco genügt ein Teil im Bild; damit erreicht man die Ränder des Bildes am besten.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="36"/>
        <source>Board:</source>
        <translation>Muster:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="53"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="68"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="81"/>
        <source>Columns and rows of squares (not of their inner corners), or of circles.</source>
        <translation>Spalten und Zeilen von Quadraten (nicht ihrer inneren Ecken) oder von Kreisen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="56"/>
        <source>Columns, rows:</source>
        <translation>Spalten, Zeilen:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="96"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="109"/>
        <source>Edge of a square, or distance from one circle&apos;s center to the next, as measured on the print.</source>
        <translation>Kante eines Quadrats oder Abstand von einem Kreismittelpunkt zum nächsten, am Ausdruck gemessen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="99"/>
        <source>Square size:</source>
        <translation>Quadratgröße:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="112"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="146"/>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="128"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="143"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="162"/>
        <source>Edge of a ChArUco board&apos;s black markers, and the dictionary that they are from.</source>
        <translation>Kante der schwarzen Marker eines ChArUco-Musters und das Wörterbuch, aus dem sie sind.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="131"/>
        <source>Markers:</source>
        <translation>Marker:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="177"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="205"/>
        <source>Write the board to a PDF file at true scale, with a ruler to check the print.</source>
        <translation>Das Muster maßstäblich in eine PDF-Datei schreiben, mit einem Lineal zum Prüfen des Ausdrucks.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="180"/>
        <source>Print:</source>
        <translation>Drucken:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="192"/>
        <source>Size of the paper.</source>
        <translation>Größe des Papiers.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="208"/>
        <source>Print board...</source>
        <translation>Muster drucken...</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="217"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="236"/>
        <source>Automatic: the simplest of OpenCV&apos;s models that fits. Standard suits usual lenses, fisheye those of more than 100 degrees.</source>
        <translation>Automatisch: das einfachste passende Modell von OpenCV. Standard passt zu üblichen Objektiven, Fischauge zu solchen mit mehr als 100 Grad.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="220"/>
        <source>Lens model:</source>
        <translation>Objektivmodell:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="245"/>
        <source>Take pictures of the board by themselves, each time it is still and shows something new. The board&apos;s points are drawn in the view.</source>
        <translation>Von selbst Aufnahmen des Musters machen, jedes Mal, wenn es ruht und etwas Neues zeigt. Die Punkte des Musters werden in die Ansicht gezeichnet.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="248"/>
        <source>Calibrate</source>
        <translation>Kalibrieren</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="255"/>
        <source>Compute the calibration from the pictures, and use it for this camera from now on.</source>
        <translation>Die Kalibrierung aus den Aufnahmen berechnen und von nun an für diese Kamera verwenden.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="258"/>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="267"/>
        <source>How much of the computation is done.</source>
        <translation>Wie viel berechnet ist.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="277"/>
        <source>The calibration that this camera has, what to do next, or what came out.</source>
        <translation>Die Kalibrierung dieser Kamera, was als Nächstes zu tun ist oder was herauskam.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="290"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="300"/>
        <source>Which parts of the image the board has been in: green is covered. A bar at an edge turns blue when the board was tilted away to that side.</source>
        <translation>In welchen Teilen des Bildes das Muster war: Grün ist abgedeckt. Ein Balken am Rand wird blau, wenn das Muster zu dieser Seite geneigt war.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="293"/>
        <source>Covered:</source>
        <translation>Abgedeckt:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="307"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="328"/>
        <source>Pictures that were taken, each with its error once it was computed. Remove those whose error stands out, and compute again.</source>
        <translation>Die Aufnahmen, jede mit ihrem Fehler, sobald er berechnet ist. Entfernen Sie solche, deren Fehler auffällt, und berechnen Sie neu.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="310"/>
        <source>Picture:</source>
        <translation>Aufnahme:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="341"/>
        <source>Throw this picture out.</source>
        <translation>Diese Aufnahme verwerfen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="344"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="353"/>
        <source>The picture that is chosen, with the points that were found.</source>
        <translation>Die gewählte Aufnahme mit den gefundenen Punkten.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="360"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="373"/>
        <source>Take the lens&apos; distortion out of the image, if the camera is calibrated: straight lines become straight.</source>
        <translation>Die Verzeichnung des Objektivs aus dem Bild nehmen, wenn die Kamera kalibriert ist: Gerade Linien werden gerade.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="363"/>
        <source>Image:</source>
        <translation>Bild:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="376"/>
        <source>Undistort</source>
        <translation>Entzerren</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="383"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="396"/>
        <source>Record and publish the image as the camera sends it, although it is shown undistorted.</source>
        <translation>Das Bild so aufzeichnen und veröffentlichen, wie die Kamera es sendet, obwohl es entzerrt gezeigt wird.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="386"/>
        <source>Outputs:</source>
        <translation>Ausgaben:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="399"/>
        <source>Raw image</source>
        <translation>Rohbild</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="422"/>
        <source>Measure by board</source>
        <translation>Mit Muster messen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="406"/>
        <location filename="Resources/UI/CalibrationSection.ui" line="419"/>
        <source>For a camera that looks straight at a table: lay the board on it, and the image gets its true scale.</source>
        <translation>Für eine Kamera, die senkrecht auf einen Tisch blickt: Legen Sie das Muster darauf, und das Bild bekommt seinen wahren Maßstab.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="409"/>
        <source>Spacing:</source>
        <translation>Pixelgröße:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="447"/>
        <source>Files of other programs: OpenCV&apos;s YAML, ROS&apos; camera_info YAML, or JSON.</source>
        <translation>Dateien anderer Programme: YAML von OpenCV, camera_info-YAML von ROS oder JSON.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="431"/>
        <source>Use a calibration that was made elsewhere for this camera.</source>
        <translation>Für diese Kamera eine anderswo gemachte Kalibrierung verwenden.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="434"/>
        <source>Import...</source>
        <translation>Importieren...</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="466"/>
        <source>Write the calibration of this camera to a file.</source>
        <translation>Die Kalibrierung dieser Kamera in eine Datei schreiben.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="469"/>
        <source>Export...</source>
        <translation>Exportieren...</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="478"/>
        <source>What may make the calibration of this camera invalid.</source>
        <translation>Was die Kalibrierung dieser Kamera ungültig machen kann.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="491"/>
        <source>Switch the autofocus off, so that the calibration stays valid. Calibrate after that.</source>
        <translation>Den Autofokus ausschalten, damit die Kalibrierung gültig bleibt. Kalibrieren Sie danach.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CalibrationSection.ui" line="494"/>
        <source>Lock the focus</source>
        <translation>Fokus festhalten</translation>
    </message>
</context>
<context>
    <name>Camera.CalibrationPictures</name>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationPictures.py" line="94"/>
        <source>No picture yet. Show the board to the camera, and hold it still.</source>
        <translation>Noch keine Aufnahme. Zeigen Sie der Kamera das Muster und halten Sie es ruhig.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationPictures.py" line="97"/>
        <source>No picture reaches the left edge.</source>
        <translation>Keine Aufnahme reicht bis zum linken Rand.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationPictures.py" line="98"/>
        <source>No picture reaches the right edge.</source>
        <translation>Keine Aufnahme reicht bis zum rechten Rand.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationPictures.py" line="99"/>
        <source>No picture reaches the top edge.</source>
        <translation>Keine Aufnahme reicht bis zum oberen Rand.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationPictures.py" line="100"/>
        <source>No picture reaches the bottom edge.</source>
        <translation>Keine Aufnahme reicht bis zum unteren Rand.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationPictures.py" line="105"/>
        <source>The board is hardly tilted in any picture. Tilt it about both axes, by 30 degrees.</source>
        <translation>Das Muster ist in kaum einer Aufnahme geneigt. Neigen Sie es um beide Achsen, um 30 Grad.</translation>
    </message>
</context>
<context>
    <name>Camera.CalibrationRun</name>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationRun.py" line="116"/>
        <source>Move the board to the parts that are red on the map.</source>
        <translation>Bewegen Sie das Muster dorthin, wo die Karte rot ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationRun.py" line="117"/>
        <source>Enough is covered. Press Finish.</source>
        <translation>Genug ist abgedeckt. Drücken Sie Abschließen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationRun.py" line="143"/>
        <source>Compute again to use the remaining pictures.</source>
        <translation>Berechnen Sie neu, um die übrigen Aufnahmen zu verwenden.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationRun.py" line="216"/>
        <source>The spacing differs by {percent:.0f} % over the board: the board is tilted, or the lens distorts. Let the camera look straight at it, and switch on Undistort.</source>
        <translation>Die Pixelgröße unterscheidet sich über das Muster um {percent:.0f} %: Das Muster ist geneigt oder das Objektiv verzeichnet. Lassen Sie die Kamera senkrecht darauf blicken und schalten Sie Entzerren ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CalibrationRun.py" line="225"/>
        <source>The camera gives no images.</source>
        <translation>Die Kamera gibt keine Bilder.</translation>
    </message>
</context>
<context>
    <name>Camera.CameraCalibration</name>
    <message>
        <location filename="CameraStreamLib/Camera/CameraCalibration.py" line="47"/>
        <source>Autofocus is on: a calibration is valid for one focus only. Lock it first.</source>
        <translation>Der Autofokus ist an: Eine Kalibrierung gilt nur für einen Fokus. Halten Sie ihn zuerst fest.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CameraCalibration.py" line="49"/>
        <source>This camera can zoom: a calibration is valid for one zoom only.</source>
        <translation>Diese Kamera kann zoomen: Eine Kalibrierung gilt nur für einen Zoom.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CameraCalibration.py" line="108"/>
        <source>There are no pictures yet. Press Calibrate, and show the board to the camera.</source>
        <translation>Es gibt noch keine Aufnahmen. Drücken Sie Kalibrieren und zeigen Sie der Kamera das Muster.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CameraCalibration.py" line="139"/>
        <source>Start the camera first, so that it is known which one is calibrated.</source>
        <translation>Starten Sie zuerst die Kamera, damit bekannt ist, welche kalibriert wird.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CameraCalibration.py" line="144"/>
        <source>This is the calibration of &quot;{camera}&quot;, and this camera is &quot;{name}&quot;. Calibrate this camera.</source>
        <translation>Das ist die Kalibrierung von &quot;{camera}&quot;, und diese Kamera ist &quot;{name}&quot;. Kalibrieren Sie diese Kamera.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CameraCalibration.py" line="152"/>
        <source>The camera is not running. Press Start first.</source>
        <translation>Die Kamera läuft nicht. Drücken Sie zuerst Start.</translation>
    </message>
</context>
<context>
    <name>Camera.CameraSettings</name>
    <message>
        <location filename="CameraStreamLib/Camera/CameraSettings.py" line="41"/>
        <source>{name} must be True or False, not {value!r}.</source>
        <translation>{name} muss True oder False sein, nicht {value!r}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/CameraSettings.py" line="44"/>
        <source>&quot;{value}&quot; is not a valid acquisition. Choose {names}.</source>
        <translation>&quot;{value}&quot; ist keine gültige Aufnahmeart. Wählen Sie {names}.</translation>
    </message>
</context>
<context>
    <name>Camera.Logic</name>
    <message>
        <location filename="CameraStreamLib/Camera/Logic.py" line="226"/>
        <source>{patient!r} is not a patient. Pass a node loaded from DICOM, or name, id, birthDate and sex.</source>
        <translation>{patient!r} ist kein Patient. Übergeben Sie einen aus DICOM geladenen Knoten oder name, id, birthDate und sex.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Logic.py" line="281"/>
        <source>This is not a camera&apos;s parameter node. Pass one from logic.addCamera(), or None.</source>
        <translation>Das ist kein Parameterknoten einer Kamera. Übergeben Sie einen von logic.addCamera() oder None.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Logic.py" line="303"/>
        <source>Pass a source with these settings, or change them in the parameter node.</source>
        <translation>Übergeben Sie mit diesen Einstellungen eine Quelle oder ändern Sie sie im Parameterknoten.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Logic.py" line="308"/>
        <source>Pass the crop as a whole: crop=(left, top, width, height).</source>
        <translation>Übergeben Sie den Ausschnitt als Ganzes: crop=(left, top, width, height).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Logic.py" line="310"/>
        <source>Pass the output volume as volumeNode.</source>
        <translation>Übergeben Sie das Ausgabevolumen als volumeNode.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Logic.py" line="317"/>
        <source>Unknown setting: {names}. Check the spelling.</source>
        <translation>Unbekannte Einstellung: {names}. Prüfen Sie die Schreibweise.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Logic.py" line="323"/>
        <source>{transform!r} is not a linear transform node in the scene. Pass one as {name}, or None.</source>
        <translation>{transform!r} ist kein linearer Transformationsknoten der Szene. Übergeben Sie einen als {name} oder None.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Logic.py" line="331"/>
        <source>{volumeNode!r} is not a node in the scene. Pass a volume as volumeNode, or None.</source>
        <translation>{volumeNode!r} ist kein Knoten der Szene. Übergeben Sie ein Volumen als volumeNode oder None.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Logic.py" line="372"/>
        <source>Live camera</source>
        <translation>Live-Kamera</translation>
    </message>
</context>
<context>
    <name>Camera.ParameterNode</name>
    <message>
        <location filename="CameraStreamLib/Camera/ParameterNode.py" line="100"/>
        <source>Invalid settings were reset to their defaults: {settings}.</source>
        <translation>Ungültige Einstellungen wurden auf ihre Vorgaben zurückgesetzt: {settings}.</translation>
    </message>
</context>
<context>
    <name>Camera.Processors</name>
    <message>
        <location filename="CameraStreamLib/Camera/Processors.py" line="60"/>
        <source>A parameter is not valid ({error}). Enter a number or a text.</source>
        <translation>Ein Parameter ist nicht gültig ({error}). Geben Sie eine Zahl oder einen Text ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Processors.py" line="63"/>
        <source>A camera has at most {count} processors. Remove one first.</source>
        <translation>Eine Kamera hat höchstens {count} Prozessoren. Entfernen Sie zuerst einen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Processors.py" line="100"/>
        <source>{name} recorded</source>
        <translation>{name}, aufgezeichnet</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Processors.py" line="158"/>
        <source>Its results cannot be shown: {error}</source>
        <translation>Seine Ergebnisse können nicht angezeigt werden: {error}</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Processors.py" line="194"/>
        <source>{file} comes with a scene and was not allowed to run. Start the camera again and allow it.</source>
        <translation>{file} kommt mit einer Szene und durfte nicht ausgeführt werden. Starten Sie die Kamera noch einmal und erlauben Sie es.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Processors.py" line="262"/>
        <source>There is no processor {name}. Choose a Python file, or one of {names}.</source>
        <translation>Es gibt keinen Prozessor {name}. Wählen Sie eine Python-Datei oder einen von {names}.</translation>
    </message>
</context>
<context>
    <name>Camera.Recordings</name>
    <message>
        <location filename="CameraStreamLib/Camera/Recordings.py" line="88"/>
        <source>No frames are being kept. Call keepLast with a number of seconds first.</source>
        <translation>Es werden keine Bilder vorgehalten. Rufen Sie zuerst keepLast mit einer Zahl von Sekunden auf.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Recordings.py" line="106"/>
        <source>The camera is not running. Press Start first.</source>
        <translation>Die Kamera läuft nicht. Drücken Sie zuerst Start.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Recordings.py" line="111"/>
        <source>&quot;{path}&quot; is still being written. Stop it, and wait until it is complete.</source>
        <translation>&quot;{path}&quot; wird noch geschrieben. Halten Sie die Aufnahme an und warten Sie, bis sie vollständig ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Recordings.py" line="114"/>
        <source>16-bit images can only be recorded as FFV1 (.mkv). Choose that.</source>
        <oldsource>16-bit images can only be recorded in grayscale, as FFV1 (.mkv). Choose these.</oldsource>
        <translation>16-Bit-Bilder können nur als FFV1 (.mkv) aufgezeichnet werden. Wählen Sie das.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Recordings.py" line="137"/>
        <source>the capture ended unexpectedly.</source>
        <translation>Die Aufnahme wurde unerwartet beendet.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Recordings.py" line="139"/>
        <source>the camera was stopped before the first frame.</source>
        <translation>Die Kamera wurde vor dem ersten Bild angehalten.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Recordings.py" line="141"/>
        <source>The recording was cut off: {reason}</source>
        <translation>Die Aufzeichnung wurde abgebrochen: {reason}</translation>
    </message>
</context>
<context>
    <name>Camera.SaveAsDICOM</name>
    <message>
        <location filename="CameraStreamLib/Camera/SaveAsDICOM.py" line="47"/>
        <source>&quot;{kind}&quot; is not a kind of DICOM image. Use {kinds}.</source>
        <translation>&quot;{kind}&quot; ist keine Art von DICOM-Bild. Verwenden Sie {kinds}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SaveAsDICOM.py" line="49"/>
        <source>&quot;{rotation}&quot; is not a valid rotation. Use 0, 90, 180 or 270.</source>
        <translation>&quot;{rotation}&quot; ist keine gültige Drehung. Verwenden Sie 0, 90, 180 oder 270.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SaveAsDICOM.py" line="68"/>
        <source>Choose a recording, or another video file.</source>
        <translation>Wählen Sie eine Aufzeichnung oder eine andere Videodatei.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SaveAsDICOM.py" line="71"/>
        <source>&quot;{source}&quot; is not a video file. Choose a recording.</source>
        <translation>&quot;{source}&quot; ist keine Videodatei. Wählen Sie eine Aufzeichnung.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SaveAsDICOM.py" line="92"/>
        <source>&quot;{name}&quot; is not a camera image. Choose a snapshot: one slice of 8 or 16 bits.</source>
        <translation>&quot;{name}&quot; ist kein Kamerabild. Wählen Sie ein Foto: eine Schicht mit 8 oder 16 Bit.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SaveAsDICOM.py" line="113"/>
        <source>&quot;{name}&quot; was not loaded from DICOM: it has no patient.</source>
        <translation>&quot;{name}&quot; wurde nicht aus DICOM geladen: Es hat keinen Patienten.</translation>
    </message>
</context>
<context>
    <name>Camera.SequenceImport</name>
    <message>
        <location filename="CameraStreamLib/Camera/SequenceImport.py" line="37"/>
        <source>&quot;{source}&quot; is not a video file. Choose a video file to import.</source>
        <translation>&quot;{source}&quot; ist keine Videodatei. Wählen Sie eine Videodatei für den Import.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SequenceImport.py" line="89"/>
        <source>The length of this file is unknown. Play it, and record a sequence meanwhile.</source>
        <translation>Die Länge dieser Datei ist unbekannt. Spielen Sie sie ab und nehmen Sie dabei eine Sequenz auf.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SequenceImport.py" line="100"/>
        <source>The file could not be read to the end. The sequence is incomplete.</source>
        <translation>Die Datei konnte nicht bis zum Ende gelesen werden. Die Sequenz ist unvollständig.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SequenceImport.py" line="104"/>
        <source>The volume was deleted. The sequence is incomplete.</source>
        <translation>Das Volumen wurde gelöscht. Die Sequenz ist unvollständig.</translation>
    </message>
</context>
<context>
    <name>Camera.SequenceRecorder</name>
    <message>
        <location filename="CameraStreamLib/Camera/SequenceRecorder.py" line="26"/>
        <source>{limit!r} MB is not a valid memory limit. Example: 2000.</source>
        <translation>{limit!r} MB ist keine gültige Speichergrenze. Beispiel: 2000.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SequenceRecorder.py" line="101"/>
        <source>Recording stopped because the sequence or its browser was deleted.</source>
        <translation>Die Aufzeichnung wurde beendet, weil die Sequenz oder ihr Browser gelöscht wurde.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/SequenceRecorder.py" line="107"/>
        <source>Recording stopped at the memory limit of {limit:g} MB.</source>
        <translation>Die Aufzeichnung wurde an der Speichergrenze von {limit:g} MB beendet.</translation>
    </message>
</context>
<context>
    <name>Camera.Session</name>
    <message>
        <location filename="CameraStreamLib/Camera/Session.py" line="200"/>
        <source>There is no image yet. Start the camera first.</source>
        <translation>Es gibt noch kein Bild. Starten Sie zuerst die Kamera.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Session.py" line="235"/>
        <source>Choose a source and press Start.</source>
        <translation>Wählen Sie eine Quelle und drücken Sie Start.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Session.py" line="239"/>
        <source>Opening {source} ...</source>
        <translation>{source} wird geöffnet ...</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Session.py" line="242"/>
        <source>Stopped after {count} frames.</source>
        <translation>Angehalten nach {count} Bildern.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Session.py" line="243"/>
        <source>{width} x {height}   {rate:.1f} frames/s   {dropped} dropped   {latency:.0f} ms</source>
        <translation>{width} x {height}   {rate:.1f} Bilder/s   {dropped} verworfen   {latency:.0f} ms</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Session.py" line="248"/>
        <source>Frozen. The camera is still running. Press Freeze again to continue.</source>
        <translation>Eingefroren. Die Kamera läuft weiter. Drücken Sie noch einmal Einfrieren, um fortzufahren.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Session.py" line="306"/>
        <source>{camera} image</source>
        <translation>Bild von {camera}</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Session.py" line="391"/>
        <source>&quot;{value}&quot; is already in use by {name}. Choose another output volume, or stop that camera.</source>
        <translation>&quot;{value}&quot; wird schon von {name} verwendet. Wählen Sie ein anderes Ausgabevolumen oder halten Sie diese Kamera an.</translation>
    </message>
</context>
<context>
    <name>Camera.Stream</name>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="182"/>
        <source>A stream can be started only once. Call logic.start again.</source>
        <translation>Ein Stream kann nur einmal gestartet werden. Rufen Sie logic.start noch einmal auf.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="216"/>
        <source>The camera is not running. Start it before publishing.</source>
        <translation>Die Kamera läuft nicht. Starten Sie sie, bevor Sie sie veröffentlichen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="270"/>
        <source>The camera is not running. Press Start first.</source>
        <translation>Die Kamera läuft nicht. Drücken Sie zuerst Start.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="272"/>
        <source>A sequence is already being recorded. Stop it first.</source>
        <translation>Eine Sequenz wird schon aufgenommen. Beenden Sie sie zuerst.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="325"/>
        <source>Stopped because the output volume was deleted.</source>
        <translation>Angehalten, weil das Ausgabevolumen gelöscht wurde.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="337"/>
        <source>The image cannot be shown: {error}</source>
        <translation>Das Bild kann nicht angezeigt werden: {error}</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="417"/>
        <source>No new images: the image shown is old. Check the camera and its cable.</source>
        <translation>Keine neuen Bilder: Das angezeigte Bild ist alt. Prüfen Sie die Kamera und ihr Kabel.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="419"/>
        <source>Reconnecting. The image shown is old.</source>
        <translation>Neue Verbindung wird hergestellt. Das angezeigte Bild ist alt.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="455"/>
        <source>OLD IMAGE</source>
        <translation>ALTES BILD</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Camera/Stream.py" line="455"/>
        <source>FROZEN</source>
        <translation>EINGEFROREN</translation>
    </message>
</context>
<context>
    <name>CameraStream</name>
    <message>
        <location filename="CameraStream.py" line="21"/>
        <source>Camera Stream</source>
        <translation>Kamera-Stream</translation>
    </message>
    <message>
        <location filename="CameraStream.py" line="25"/>
        <source>Shows a camera live in a slice view: a webcam, a capture card, an endoscope or ultrasound frame grabber, a network stream or a video file. Choose a source and press Start. No camera at hand? Choose the test pattern, or a film from the Sample Data module.</source>
        <translation>Zeigt eine Kamera live in einer Schichtansicht: eine Webcam, eine Capture-Karte, einen Frame-Grabber für Endoskop oder Ultraschall, einen Netzwerk-Stream oder eine Videodatei. Wählen Sie eine Quelle und drücken Sie Start. Keine Kamera zur Hand? Wählen Sie das Testbild oder einen Film aus dem Modul Beispieldaten.</translation>
    </message>
    <message>
        <location filename="CameraStream.py" line="31"/>
        <source>The frames are read by OpenCV (opencv.org).</source>
        <translation>Die Bilder werden von OpenCV (opencv.org) gelesen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="19"/>
        <source>Camera:</source>
        <translation>Kamera:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="25"/>
        <location filename="Resources/UI/CameraStream.ui" line="38"/>
        <source>The camera shown in this panel. Each camera has its own source, volume and view, and all can run at the same time. Choose Create new Camera to add one.</source>
        <translation>Die Kamera, die in diesem Modul gezeigt wird. Jede Kamera hat ihre eigene Quelle, ihr Volumen und ihre Ansicht, und alle können gleichzeitig laufen. Weitere legen Sie mit dem Eintrag für eine neue Kamera an.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="52"/>
        <location filename="Resources/UI/CameraStream.ui" line="538"/>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="74"/>
        <source>Source:</source>
        <translation>Quelle:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="80"/>
        <location filename="Resources/UI/CameraStream.ui" line="95"/>
        <source>A camera by name or number (0 is the first), a video file, an image from a numbered sequence, a network address (http, https, rtsp, rtmp, udp, tcp), an OpenIGTLink server (igtl://host:port/device), or testpattern.</source>
        <translation>Eine Kamera mit Name oder Nummer (0 ist die erste), eine Videodatei, ein Bild einer nummerierten Folge, eine Netzwerkadresse (http, https, rtsp, rtmp, udp, tcp), ein OpenIGTLink-Server (igtl://host:port/device) oder testpattern.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="120"/>
        <source>Look for connected cameras, without turning them on.</source>
        <translation>Nach angeschlossenen Kameras suchen, ohne sie einzuschalten.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="142"/>
        <source>Choose a video file, or an image from a numbered sequence.</source>
        <translation>Eine Videodatei oder ein Bild einer nummerierten Folge wählen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="145"/>
        <source>...</source>
        <translation>...</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="173"/>
        <source>Open the source and show it live, or stop it. Nothing else turns a camera on.</source>
        <translation>Die Quelle öffnen und live zeigen, oder sie anhalten. Nichts anderes schaltet eine Kamera ein.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="176"/>
        <source>Start</source>
        <translation>Start</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="207"/>
        <source>Freeze the image, or continue (Ctrl+Shift+F). The camera and its recording keep running.</source>
        <translation>Das Bild einfrieren oder fortfahren (Strg+Umschalt+F). Die Kamera und ihre Aufzeichnung laufen weiter.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="210"/>
        <source>Freeze</source>
        <translation>Einfrieren</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="213"/>
        <source>Ctrl+Shift+F</source>
        <translation>Ctrl+Shift+F</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="247"/>
        <source>Copy the image to a new volume, named with date and time and saved with the scene (Ctrl+Shift+S).</source>
        <translation>Das Bild in ein neues Volumen kopieren, das nach Datum und Uhrzeit benannt und mit der Szene gespeichert wird (Strg+Umschalt+S).</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="250"/>
        <source>Snapshot</source>
        <translation>Foto</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="253"/>
        <source>Ctrl+Shift+S</source>
        <translation>Ctrl+Shift+S</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="287"/>
        <source>Start or stop recording every image of the camera to a video file, including those not shown (Ctrl+Shift+R). Choose the folder and format under Recording.</source>
        <translation>Jedes Bild der Kamera in eine Videodatei aufzeichnen, auch die nicht angezeigten, oder die Aufzeichnung beenden (Strg+Umschalt+R). Ordner und Format stehen unter Aufzeichnung.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="290"/>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="293"/>
        <source>Ctrl+Shift+R</source>
        <translation>Ctrl+Shift+R</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="322"/>
        <source>Green: live. Blue: frozen. Amber: opening, or the image shown is old. Red: failed. Gray: off.</source>
        <translation>Grün: live. Blau: eingefroren. Gelb: wird geöffnet, oder das angezeigte Bild ist alt. Rot: fehlgeschlagen. Grau: aus.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="341"/>
        <source>Image size, images shown per second, images dropped because a newer one arrived first, and latency from the camera&apos;s driver to the volume.</source>
        <translation>Bildgröße, gezeigte Bilder pro Sekunde, Bilder, die verworfen wurden, weil ein neueres schon da war, und Verzögerung vom Treiber der Kamera bis zum Volumen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="365"/>
        <source>Problems with this camera&apos;s recordings.</source>
        <translation>Probleme mit den Aufzeichnungen dieser Kamera.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="387"/>
        <source>Pause, step and seek while a file plays.</source>
        <translation>Anhalten, Einzelbilder und Suchen, während eine Datei abgespielt wird.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="408"/>
        <source>One image back.</source>
        <translation>Ein Bild zurück.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="424"/>
        <source>Pause, or continue.</source>
        <translation>Anhalten oder fortfahren.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="443"/>
        <source>One image forward.</source>
        <translation>Ein Bild vor.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="462"/>
        <source>Seek to another position in the file.</source>
        <translation>Zu einer anderen Stelle der Datei springen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="475"/>
        <source>Time since the first image, and the image&apos;s number out of the total.</source>
        <translation>Zeit seit dem ersten Bild und Nummer des Bildes von allen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="494"/>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="503"/>
        <source>Volume:</source>
        <translation>Volumen:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="509"/>
        <location filename="Resources/UI/CameraStream.ui" line="522"/>
        <source>The volume that shows the newest image: color in a vector volume, grayscale in a scalar volume. If there is none, Start creates one.</source>
        <translation>Das Volumen, das das neueste Bild zeigt: Farbe in einem Vektorvolumen, Graustufen in einem Skalarvolumen. Gibt es keines, legt Start eines an.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="544"/>
        <source>Create new volume at Start</source>
        <translation>Beim Start neues Volumen anlegen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="566"/>
        <source>View:</source>
        <translation>Ansicht:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="572"/>
        <location filename="Resources/UI/CameraStream.ui" line="587"/>
        <source>The slice view that shows the image; the other views stay as they are. It can be changed while the camera runs.</source>
        <translation>Die Schichtansicht, die das Bild zeigt; die anderen Ansichten bleiben, wie sie sind. Sie kann gewechselt werden, während die Kamera läuft.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="594"/>
        <source>Also show the image in the 3D views, at its position in space.</source>
        <translation>Das Bild auch in den 3D-Ansichten zeigen, an seinem Ort im Raum.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="597"/>
        <source>Show in 3D</source>
        <translation>In 3D zeigen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="609"/>
        <source>Rotate (°):</source>
        <translation>Drehen (°):</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="615"/>
        <location filename="Resources/UI/CameraStream.ui" line="630"/>
        <source>Rotate the image clockwise. Only the volume&apos;s directions change, not its pixels.</source>
        <translation>Das Bild im Uhrzeigersinn drehen. Nur die Richtungen des Volumens ändern sich, nicht seine Pixel.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="640"/>
        <source>Flip the image left to right, after the rotation. Only the volume&apos;s directions change, not its pixels.</source>
        <translation>Das Bild nach der Drehung von links nach rechts spiegeln. Nur die Richtungen des Volumens ändern sich, nicht seine Pixel.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="643"/>
        <source>Flip</source>
        <translation>Spiegeln</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="653"/>
        <source>Grayscale in a scalar volume: a third of the memory, and what filters and segmentation expect. Can be changed while the camera is off.</source>
        <translation>Graustufen in einem Skalarvolumen: ein Drittel des Speichers, und was Filter und Segmentierung erwarten. Kann geändert werden, während die Kamera aus ist.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="656"/>
        <source>Grayscale</source>
        <translation>Graustufen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="668"/>
        <source>Crop:</source>
        <translation>Ausschnitt:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="674"/>
        <location filename="Resources/UI/CameraStream.ui" line="806"/>
        <source>The part of the camera&apos;s image to show, in pixels. The pixels keep their positions in space.</source>
        <translation>Der Teil des Kamerabildes, der gezeigt wird, in Pixeln. Die Pixel behalten ihren Ort im Raum.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="689"/>
        <source>Left edge of the crop.</source>
        <translation>Linker Rand des Ausschnitts.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="695"/>
        <source>Left: </source>
        <translation>Links: </translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="698"/>
        <location filename="Resources/UI/CameraStream.ui" line="726"/>
        <location filename="Resources/UI/CameraStream.ui" line="757"/>
        <location filename="Resources/UI/CameraStream.ui" line="788"/>
        <source> px</source>
        <translation> px</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="717"/>
        <source>Top edge of the crop.</source>
        <translation>Oberer Rand des Ausschnitts.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="723"/>
        <source>Top: </source>
        <translation>Oben: </translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="745"/>
        <source>Width of the crop; 0 for the whole image.</source>
        <translation>Breite des Ausschnitts; 0 für das ganze Bild.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="748"/>
        <source>Width: all</source>
        <translation>Breite: alles</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="754"/>
        <source>Width: </source>
        <translation>Breite: </translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="776"/>
        <source>Height of the crop; 0 for the whole image.</source>
        <translation>Höhe des Ausschnitts; 0 für das ganze Bild.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="779"/>
        <source>Height: all</source>
        <translation>Höhe: alles</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="785"/>
        <source>Height: </source>
        <translation>Höhe: </translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="815"/>
        <source>Draw the crop as a box on the whole image. Drag its edges, then press again.</source>
        <translation>Den Ausschnitt als Rechteck auf das ganze Bild zeichnen. Ziehen Sie an seinen Kanten und drücken Sie noch einmal.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="818"/>
        <source>Draw box</source>
        <translation>Rechteck ziehen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="828"/>
        <source>Show the whole image of the camera.</source>
        <translation>Das ganze Bild der Kamera zeigen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="831"/>
        <source>Whole image</source>
        <translation>Ganzes Bild</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="840"/>
        <source>Spacing:</source>
        <translation>Pixelgröße:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="846"/>
        <location filename="Resources/UI/CameraStream.ui" line="861"/>
        <source>Pixel size, so that distances in the image are measured in mm.</source>
        <translation>Größe eines Pixels, damit Abstände im Bild in mm gemessen werden.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="867"/>
        <source> mm/px</source>
        <translation> mm/px</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="892"/>
        <source>Set the spacing from a known distance: draw a line, for example along a ruler, and enter its length. Press again when done.</source>
        <translation>Die Pixelgröße aus einem bekannten Abstand bestimmen: Ziehen Sie eine Linie, zum Beispiel an einem Lineal entlang, und geben Sie ihre Länge ein. Drücken Sie noch einmal, wenn Sie fertig sind.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="895"/>
        <source>Set by line</source>
        <translation>Aus Linie</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="907"/>
        <source>Length:</source>
        <translation>Länge:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="913"/>
        <location filename="Resources/UI/CameraStream.ui" line="920"/>
        <source>Length of the line that you draw in the view.</source>
        <translation>Länge der Linie, die Sie in der Ansicht ziehen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="926"/>
        <source> mm</source>
        <translation> mm</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="945"/>
        <source>Transform:</source>
        <translation>Transformation:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="951"/>
        <location filename="Resources/UI/CameraStream.ui" line="964"/>
        <source>Transform that moves the image in space, for example that of a tracked probe or camera.</source>
        <translation>Transformation, die das Bild im Raum bewegt, zum Beispiel die einer verfolgten Sonde oder Kamera.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1003"/>
        <source>Camera settings</source>
        <translation>Kameraeinstellungen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1015"/>
        <source>Size:</source>
        <translation>Größe:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1021"/>
        <location filename="Resources/UI/CameraStream.ui" line="1036"/>
        <source>Image size to request from the camera, in pixels: choose or enter one. The camera uses the nearest size that it supports; files and streams have their own. Beside it: the actual size.</source>
        <translation>Bildgröße, die von der Kamera verlangt wird, in Pixeln: Wählen Sie eine oder geben Sie eine ein. Die Kamera nimmt die nächste, die sie hat; Dateien und Streams haben ihre eigene. Daneben: die tatsächliche Größe.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1064"/>
        <source>The actual size of the image.</source>
        <translation>Die tatsächliche Größe des Bildes.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1076"/>
        <source>Frame rate:</source>
        <translation>Bildrate:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1082"/>
        <location filename="Resources/UI/CameraStream.ui" line="1097"/>
        <source>Images per second to request from the camera, or to play an image sequence at. Video files play at their own rate. Beside it: the actual rate.</source>
        <translation>Bilder pro Sekunde, die von der Kamera verlangt werden oder mit denen eine Bildfolge abgespielt wird. Videodateien laufen mit ihrer eigenen Rate. Daneben: die tatsächliche Rate.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1100"/>
        <location filename="Resources/UI/CameraStream.ui" line="1173"/>
        <source>Camera default</source>
        <translation>Vorgabe der Kamera</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1106"/>
        <source> frames/s</source>
        <translation> Bilder/s</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1134"/>
        <source>The frame rate that the source reports.</source>
        <translation>Die Bildrate, die die Quelle meldet.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1146"/>
        <source>Pixel format:</source>
        <translation>Pixelformat:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1152"/>
        <location filename="Resources/UI/CameraStream.ui" line="1167"/>
        <source>Pixel format to request from the camera, four letters. At large sizes, most webcams reach their full frame rate only with MJPG. Leave empty for the camera&apos;s default. Beside it: the actual format.</source>
        <translation>Pixelformat, das von der Kamera verlangt wird, vier Buchstaben. Bei großen Bildern erreichen die meisten Webcams ihre volle Bildrate nur mit MJPG. Leer für die Vorgabe der Kamera. Daneben: das tatsächliche Format.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1195"/>
        <source>The pixel format in use.</source>
        <translation>Das verwendete Pixelformat.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1207"/>
        <source>Exposure:</source>
        <translation>Belichtung:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1213"/>
        <location filename="Resources/UI/CameraStream.ui" line="1222"/>
        <source>Exposure, in the camera&apos;s own unit: often 0.1 ms, or a power of two (-6 is 1/64 s). It takes effect while automatic exposure is off.</source>
        <translation>Belichtung in der Einheit der Kamera: oft 0,1 ms oder eine Zweierpotenz (-6 ist 1/64 s). Sie wirkt, solange die automatische Belichtung aus ist.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1229"/>
        <source>Let the camera choose the exposure.</source>
        <translation>Die Kamera wählt die Belichtung.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1232"/>
        <location filename="Resources/UI/CameraStream.ui" line="1306"/>
        <location filename="Resources/UI/CameraStream.ui" line="1340"/>
        <source>Auto</source>
        <translation>Auto</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1241"/>
        <source>Gain:</source>
        <translation>Verstärkung:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1247"/>
        <location filename="Resources/UI/CameraStream.ui" line="1254"/>
        <source>Gain of the sensor, in the camera&apos;s own unit: more gain, more noise.</source>
        <translation>Verstärkung des Sensors in der Einheit der Kamera: mehr Verstärkung, mehr Rauschen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1261"/>
        <source>Brightness:</source>
        <translation>Helligkeit:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1267"/>
        <location filename="Resources/UI/CameraStream.ui" line="1274"/>
        <source>Brightness, in the camera&apos;s own unit.</source>
        <translation>Helligkeit in der Einheit der Kamera.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1281"/>
        <source>Focus:</source>
        <translation>Fokus:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1287"/>
        <location filename="Resources/UI/CameraStream.ui" line="1296"/>
        <source>Focus distance, in the camera&apos;s own unit. It takes effect while autofocus is off.</source>
        <translation>Fokusabstand in der Einheit der Kamera. Er wirkt, solange der Autofokus aus ist.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1303"/>
        <source>Let the camera choose the focus.</source>
        <translation>Die Kamera wählt den Fokus.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1315"/>
        <source>White balance:</source>
        <translation>Weißabgleich:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1321"/>
        <location filename="Resources/UI/CameraStream.ui" line="1330"/>
        <source>Color temperature of the light, in kelvin. It takes effect while automatic white balance is off.</source>
        <translation>Farbtemperatur des Lichts in Kelvin. Sie wirkt, solange der automatische Weißabgleich aus ist.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1337"/>
        <source>Let the camera choose the white balance.</source>
        <translation>Die Kamera wählt den Weißabgleich.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1349"/>
        <source>Exposure, focus and other controls appear here while a camera that has them runs.</source>
        <translation>Belichtung, Fokus und andere Regler erscheinen hier, während eine Kamera läuft, die sie hat.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1352"/>
        <source>Exposure, focus and other controls appear here while the camera runs.</source>
        <translation>Belichtung, Fokus und andere Regler erscheinen hier, während die Kamera läuft.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1371"/>
        <source>Recording</source>
        <translation>Aufzeichnung</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1383"/>
        <source>Folder:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1389"/>
        <location filename="Resources/UI/CameraStream.ui" line="1396"/>
        <source>Folder for recordings. Each is named after camera, date and time, with a table of its frames (.csv) and its position in space (.json) beside it.</source>
        <translation>Ordner für Aufzeichnungen. Jede ist nach Kamera, Datum und Uhrzeit benannt; daneben liegen eine Tabelle ihrer Bilder (.csv) und ihr Ort im Raum (.json).</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1406"/>
        <source>Video format:</source>
        <translation>Videoformat:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1412"/>
        <location filename="Resources/UI/CameraStream.ui" line="1425"/>
        <source>How the images are compressed. Lossless keeps every pixel and needs a fast disk; Motion JPEG is fast and loses little; VP9 is small and keeps up with small images only. Images that could not be written are counted.</source>
        <translation>Wie die Bilder komprimiert werden. Verlustfrei behält jedes Pixel und braucht ein schnelles Laufwerk; Motion JPEG ist schnell und verliert wenig; VP9 ist klein und schafft nur kleine Bilder. Bilder, die nicht geschrieben werden konnten, werden gezählt.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1432"/>
        <source>Keep the last:</source>
        <translation>Vorhalten:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1438"/>
        <location filename="Resources/UI/CameraStream.ui" line="1453"/>
        <source>Keep the last seconds in memory while the camera runs, so that you can still save what has just happened.</source>
        <translation>Die letzten Sekunden im Speicher behalten, während die Kamera läuft, damit Sie noch sichern können, was gerade geschehen ist.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1456"/>
        <source>0 s (off)</source>
        <translation>0 s (aus)</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1462"/>
        <source> s</source>
        <translation> s</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1475"/>
        <source>Save the last seconds to a video file. The camera keeps running.</source>
        <translation>Die letzten Sekunden in eine Videodatei schreiben. Die Kamera läuft weiter.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1478"/>
        <source>Save to file</source>
        <translation>In Datei sichern</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1487"/>
        <source>Sequence:</source>
        <translation>Sequenz:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1493"/>
        <location filename="Resources/UI/CameraStream.ui" line="1500"/>
        <source>Start or stop recording the images shown to a sequence in the scene, for the Sequences module.</source>
        <translation>Die angezeigten Bilder als Sequenz in die Szene aufnehmen, für das Modul Sequenzen, oder das beenden.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1503"/>
        <source>Record sequence</source>
        <translation>Sequenz aufnehmen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1513"/>
        <source>Memory limit:</source>
        <translation>Speichergrenze:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1519"/>
        <location filename="Resources/UI/CameraStream.ui" line="1526"/>
        <source>Maximum memory for a sequence. Recording stops there.</source>
        <translation>Höchster Speicher für eine Sequenz. Dort endet die Aufnahme.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1529"/>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1551"/>
        <source>DICOM:</source>
        <translation>DICOM:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1557"/>
        <location filename="Resources/UI/CameraStream.ui" line="1564"/>
        <source>Save a recording as a DICOM file, with or without a patient.</source>
        <translation>Eine Aufzeichnung als DICOM-Datei sichern, mit oder ohne Patient.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1567"/>
        <source>Save as DICOM...</source>
        <translation>Als DICOM sichern...</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1574"/>
        <source>Status of each recording: images written, and images lost because the disk or processor was too slow.</source>
        <translation>Zustand jeder Aufzeichnung: geschriebene Bilder und solche, die verloren gingen, weil Laufwerk oder Prozessor zu langsam waren.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1599"/>
        <source>OpenIGTLink</source>
        <translation>OpenIGTLink</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1611"/>
        <source>Port:</source>
        <translation>Port:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1617"/>
        <location filename="Resources/UI/CameraStream.ui" line="1624"/>
        <source>Port that other programs connect to. OpenIGTLink&apos;s usual port is 18944.</source>
        <translation>Port, mit dem sich andere Programme verbinden. Üblich für OpenIGTLink ist 18944.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1640"/>
        <source>Device name:</source>
        <translation>Gerätename:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1646"/>
        <location filename="Resources/UI/CameraStream.ui" line="1653"/>
        <source>OpenIGTLink device name of the images, up to 20 characters. Receiving programs select by it.</source>
        <translation>OpenIGTLink-Gerätename der Bilder, höchstens 20 Zeichen. Nach ihm wählen empfangende Programme aus.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1669"/>
        <source>Who can receive the images.</source>
        <translation>Wer die Bilder empfangen kann.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1676"/>
        <source>Let anyone who can reach this computer over the network see the images, without a password. Otherwise, only programs on this computer can connect.</source>
        <translation>Jeder, der diesen Computer im Netzwerk erreicht, kann die Bilder ohne Passwort sehen. Sonst können sich nur Programme auf diesem Computer verbinden.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1679"/>
        <source>Allow other computers</source>
        <translation>Andere Computer zulassen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1689"/>
        <source>Send the images.</source>
        <translation>Die Bilder senden.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1696"/>
        <source>Send every image to connected OpenIGTLink clients, such as Slicer&apos;s OpenIGTLinkIF or a Python script. Press again to stop.</source>
        <translation>Jedes Bild an verbundene OpenIGTLink-Clients senden, etwa an OpenIGTLinkIF in Slicer oder an ein Python-Skript. Drücken Sie noch einmal, um aufzuhören.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1699"/>
        <source>Publish</source>
        <translation>Veröffentlichen</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1709"/>
        <source>Address, connected clients and images sent. A slow client gets only the newest ones.</source>
        <translation>Adresse, verbundene Clients und gesendete Bilder. Ein langsamer Client bekommt nur die neuesten.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1734"/>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1746"/>
        <source>Acquisition:</source>
        <translation>Aufnahme:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1752"/>
        <location filename="Resources/UI/CameraStream.ui" line="1759"/>
        <source>Where the source is read. In a separate process, a busy Slicer does not delay the camera, and the camera&apos;s driver cannot crash Slicer. In-process, in a thread of Slicer, is for computers that cannot start a process.</source>
        <translation>Wo die Quelle gelesen wird. In einem eigenen Prozess verzögert ein beschäftigtes Slicer die Kamera nicht, und der Treiber der Kamera kann Slicer nicht zum Absturz bringen. In-process, in einem Thread von Slicer, ist für Computer, die keinen Prozess starten können.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1769"/>
        <source>Backend:</source>
        <translation>Backend:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1775"/>
        <location filename="Resources/UI/CameraStream.ui" line="1790"/>
        <source>OpenCV&apos;s camera backend. Change it only if a camera does not open. Beside it: the one in use.</source>
        <translation>OpenCVs Backend für Kameras. Ändern Sie es nur, wenn sich eine Kamera nicht öffnet. Daneben: das verwendete.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1812"/>
        <source>The backend in use.</source>
        <translation>Das verwendete Backend.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1824"/>
        <source>Loop video:</source>
        <translation>Video wiederholen:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1830"/>
        <location filename="Resources/UI/CameraStream.ui" line="1837"/>
        <source>Start over at the end of a video file.</source>
        <translation>Am Ende einer Videodatei von vorn beginnen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1847"/>
        <source>Interpolate:</source>
        <translation>Interpolieren:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1853"/>
        <location filename="Resources/UI/CameraStream.ui" line="1860"/>
        <source>Interpolate the live image, as Slicer does. Off is faster without a graphics card, and shows individual pixels. Frozen and stopped images are always interpolated.</source>
        <translation>Das Live-Bild interpolieren, wie Slicer es tut. Aus ist ohne Grafikkarte schneller und zeigt einzelne Pixel. Eingefrorene und angehaltene Bilder werden immer interpoliert.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1870"/>
        <source>Certificate:</source>
        <translation>Zertifikat:</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1876"/>
        <location filename="Resources/UI/CameraStream.ui" line="1886"/>
        <source>Refuse an https camera whose certificate cannot be verified. Otherwise, someone in between could replace the image and read the password.</source>
        <translation>Eine https-Kamera ablehnen, deren Zertifikat nicht geprüft werden kann. Sonst könnte jemand dazwischen das Bild austauschen und das Passwort lesen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/CameraStream.ui" line="1883"/>
        <source>Verify</source>
        <translation>Prüfen</translation>
    </message>
</context>
<context>
    <name>Capture.Publish</name>
    <message>
        <location filename="CameraStreamLib/Capture/Publish.py" line="53"/>
        <source>&quot;{size}&quot; is not a valid size. Example: 1280x720.</source>
        <translation>&quot;{size}&quot; ist keine gültige Größe. Beispiel: 1280x720.</translation>
    </message>
</context>
<context>
    <name>Capture.Reader</name>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="111"/>
        <source>The source cannot be read ({reason}).</source>
        <translation>Die Quelle kann nicht gelesen werden ({reason}).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="126"/>
        <source>The capture was interrupted.</source>
        <translation>Die Aufnahme wurde unterbrochen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="138"/>
        <source>The source was lost.</source>
        <translation>Die Quelle ging verloren.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="138"/>
        <source>The source is not sending frames.</source>
        <translation>Die Quelle sendet keine Bilder.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="140"/>
        <source>&quot;{source}&quot; has no readable frames. Check the file.</source>
        <translation>&quot;{source}&quot; hat keine lesbaren Bilder. Prüfen Sie die Datei.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="144"/>
        <source>End of file: {count} frames.</source>
        <translation>Ende der Datei: {count} Bilder.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="221"/>
        <source>This source does not support {name}.</source>
        <translation>Diese Quelle unterstützt {name} nicht.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="225"/>
        <source>The camera set {name} to {granted:g} instead of {value:g}.</source>
        <translation>Die Kamera hat {name} auf {granted:g} statt auf {value:g} gesetzt.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="252"/>
        <source>The crop is outside the image ({width} x {height}), so all of it is shown. Change the crop.</source>
        <translation>Der Ausschnitt liegt außerhalb des Bildes ({width} x {height}), daher wird alles gezeigt. Ändern Sie den Ausschnitt.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="268"/>
        <source>Frames of type {dtype} cannot be shown. Use a source with 8 or 16 bits.</source>
        <translation>Bilder vom Typ {dtype} können nicht angezeigt werden. Verwenden Sie eine Quelle mit 8 oder 16 Bit.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Reader.py" line="280"/>
        <source>Frames with {channels} channels cannot be shown. Use a grayscale or a color source.</source>
        <translation>Bilder mit {channels} Kanälen können nicht angezeigt werden. Verwenden Sie eine Quelle in Graustufen oder Farbe.</translation>
    </message>
</context>
<context>
    <name>Capture.Undistortion</name>
    <message>
        <location filename="CameraStreamLib/Capture/Undistortion.py" line="36"/>
        <source>The camera is not calibrated, so its image is not undistorted.</source>
        <translation>Die Kamera ist nicht kalibriert, daher wird ihr Bild nicht entzerrt.</translation>
    </message>
</context>
<context>
    <name>Capture.__main__</name>
    <message>
        <location filename="CameraStreamLib/Capture/__main__.py" line="50"/>
        <source>The capture process cannot run OpenCV ({error}).</source>
        <translation>Der Aufnahmeprozess kann OpenCV nicht ausführen ({error}).</translation>
    </message>
</context>
<context>
    <name>Dicom.Clip</name>
    <message>
        <location filename="CameraStreamLib/Dicom/Clip.py" line="57"/>
        <source>The size of the images in &quot;{name}&quot; changes. Save its parts one by one.</source>
        <translation>Die Größe der Bilder in &quot;{name}&quot; wechselt. Sichern Sie die Teile einzeln.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Dicom/Clip.py" line="64"/>
        <source>&quot;{source}&quot; has no readable frames. Check the file.</source>
        <translation>&quot;{source}&quot; hat keine lesbaren Bilder. Prüfen Sie die Datei.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Dicom/Clip.py" line="94"/>
        <source>&quot;{name}&quot; is too long for a DICOM file: {most} images of {width} x {height} pixels at most.</source>
        <translation>&quot;{name}&quot; ist zu lang für eine DICOM-Datei: höchstens {most} Bilder von {width} x {height} Pixeln.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Dicom/Clip.py" line="96"/>
        <source>Record a shorter clip, or record as Motion JPEG, which stays compressed.</source>
        <translation>Zeichnen Sie kürzer auf oder als Motion JPEG, das komprimiert bleibt.</translation>
    </message>
</context>
<context>
    <name>Dicom.__main__</name>
    <message>
        <location filename="CameraStreamLib/Dicom/__main__.py" line="41"/>
        <source>The DICOM file could not be written ({reason}).</source>
        <translation>Die DICOM-Datei konnte nicht geschrieben werden ({reason}).</translation>
    </message>
</context>
<context>
    <name>OpenIGTLink.OpenIGTLinkMessages</name>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="56"/>
        <source>A {kind} message has the wrong length.</source>
        <translation>Eine {kind}-Nachricht hat die falsche Länge.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="57"/>
        <source>The data is not OpenIGTLink.</source>
        <translation>Die Daten sind kein OpenIGTLink.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="58"/>
        <source>The image&apos;s matrix cannot be inverted. Send an invertible matrix.</source>
        <translation>Die Matrix des Bildes kann nicht invertiert werden. Senden Sie eine invertierbare Matrix.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="106"/>
        <source>The image is a volume of {width} x {height} x {depth} voxels. Send single slices.</source>
        <translation>Das Bild ist ein Volumen von {width} x {height} x {depth} Voxeln. Senden Sie einzelne Schichten.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="109"/>
        <source>Images must be unsigned 8 or 16 bits, grayscale or RGB.</source>
        <translation>Bilder müssen vorzeichenlos sein, 8 oder 16 Bit, in Graustufen oder RGB.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="111"/>
        <source>The image has {width} x {height} pixels. Send 1 to {maximum}.</source>
        <translation>Das Bild hat {width} x {height} Pixel. Senden Sie 1 bis {maximum}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="114"/>
        <source>The message has only a part of the image. Send complete images.</source>
        <oldsource>The image is only part of one. Send whole images.</oldsource>
        <translation>Die Nachricht enthält nur einen Teil des Bildes. Senden Sie vollständige Bilder.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="117"/>
        <source>An image of {width} x {height} pixels has the wrong length.</source>
        <translation>Ein Bild von {width} x {height} Pixeln hat die falsche Länge.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="153"/>
        <source>The transform cannot be inverted, or moves the image farther than 10 km.</source>
        <oldsource>The transform cannot be inverted, or leads farther than 10 km.</oldsource>
        <translation>Die Transformation kann nicht invertiert werden oder bewegt das Bild weiter als 10 km.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkMessages.py" line="165"/>
        <source>A {kind} message has an unknown extended header.</source>
        <translation>Eine {kind}-Nachricht hat einen unbekannten erweiterten Kopf.</translation>
    </message>
</context>
<context>
    <name>OpenIGTLink.OpenIGTLinkServer</name>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkServer.py" line="270"/>
        <source>Port {port} is in use by another program. Choose another port, or close that program.</source>
        <translation>Der Port {port} wird von einem anderen Programm verwendet. Wählen Sie einen anderen oder schließen Sie dieses Programm.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkServer.py" line="274"/>
        <source>Permission denied for port {port}. Choose one from 1024 to 65535.</source>
        <translation>Der Port {port} ist nicht erlaubt. Wählen Sie einen von 1024 bis 65535.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkServer.py" line="276"/>
        <source>Publishing failed ({error}). Check the address, port and name.</source>
        <translation>Das Veröffentlichen ist fehlgeschlagen ({error}). Prüfen Sie Adresse, Port und Namen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkServer.py" line="277"/>
        <source>{host}:{port} is not an address of this computer. Enter 127.0.0.1, or 0.0.0.0 for all of its addresses.</source>
        <translation>{host}:{port} ist keine Adresse dieses Computers. Geben Sie 127.0.0.1 ein oder 0.0.0.0 für alle seine Adressen.</translation>
    </message>
</context>
<context>
    <name>OpenIGTLink.OpenIGTLinkSource</name>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkSource.py" line="80"/>
        <source>Nothing answers at {address}. Check the address, and that the OpenIGTLink server is on.</source>
        <translation>Unter {address} antwortet nichts. Prüfen Sie die Adresse und ob der OpenIGTLink-Server eingeschaltet ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkSource.py" line="87"/>
        <source>{address} sends no usable images. {problem}</source>
        <translation>{address} sendet keine brauchbaren Bilder. {problem}</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkSource.py" line="89"/>
        <source>{address} sends no images of the device &quot;{device}&quot;. Check its name, and that the sender is on.</source>
        <translation>{address} sendet keine Bilder des Geräts &quot;{device}&quot;. Prüfen Sie seinen Namen und ob der Sender eingeschaltet ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkSource.py" line="91"/>
        <source>{address} sends no images. Check that the sender is on.</source>
        <translation>{address} sendet keine Bilder. Prüfen Sie, ob der Sender eingeschaltet ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkSource.py" line="131"/>
        <source>Compressed VIDEO messages are not supported. Send IMAGE messages.</source>
        <translation>Komprimierte VIDEO-Nachrichten werden nicht unterstützt. Senden Sie IMAGE-Nachrichten.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkSource.py" line="185"/>
        <source>{address}: {problem} (Messages refused: {count}.)</source>
        <translation>{address}: {problem} (Abgelehnte Nachrichten: {count}.)</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/OpenIGTLink/OpenIGTLinkSource.py" line="196"/>
        <source>A {kind} message was damaged (wrong checksum).</source>
        <translation>Eine {kind}-Nachricht war beschädigt (falsche Prüfsumme).</translation>
    </message>
</context>
<context>
    <name>Outputs.DeepVideoFile</name>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/DeepVideoFile.py" line="28"/>
        <source>16-bit color can be recorded with PyAV only. Install it, or record in grayscale.</source>
        <translation>Farbe mit 16 Bit kann nur mit PyAV aufgezeichnet werden. Installieren Sie es oder zeichnen Sie in Graustufen auf.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/DeepVideoFile.py" line="34"/>
        <source>&quot;{path}&quot; cannot be written. Check the folder and the disk, or choose another codec.</source>
        <translation>&quot;{path}&quot; kann nicht geschrieben werden. Prüfen Sie Ordner und Laufwerk oder wählen Sie einen anderen Codec.</translation>
    </message>
</context>
<context>
    <name>Outputs.Encoder</name>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/Encoder.py" line="33"/>
        <source>&quot;{path}&quot; cannot be written, since the encoder cannot be started ({error}).</source>
        <translation>&quot;{path}&quot; kann nicht geschrieben werden, weil der Encoder nicht gestartet werden kann ({error}).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/Encoder.py" line="70"/>
        <source>The encoder of &quot;{path}&quot; ended unexpectedly, so the recording has ended.</source>
        <translation>Der Encoder von &quot;{path}&quot; wurde unerwartet beendet, daher ist die Aufzeichnung zu Ende.</translation>
    </message>
</context>
<context>
    <name>Outputs.Recorder</name>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/Recorder.py" line="60"/>
        <source>Finishing the file.</source>
        <translation>Die Datei wird abgeschlossen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/Recorder.py" line="82"/>
        <source>{codec} is too slow for this size and frame rate: {lost} frames were lost.</source>
        <translation>{codec} ist für diese Größe und Bildrate zu langsam: {lost} Bilder gingen verloren.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/Recorder.py" line="95"/>
        <source>No frames were captured, so nothing was recorded.</source>
        <translation>Es kamen keine Bilder, daher wurde nichts aufgezeichnet.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/Recorder.py" line="105"/>
        <location filename="CameraStreamLib/Capture/Outputs/Recorder.py" line="107"/>
        <source>The recording has ended: {reason}.</source>
        <translation>Die Aufzeichnung ist zu Ende: {reason}.</translation>
    </message>
</context>
<context>
    <name>Outputs.RecordingWriter</name>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/RecordingWriter.py" line="97"/>
        <source>The folder &quot;{folder}&quot; is gone, so the recording has ended.</source>
        <translation>Den Ordner &quot;{folder}&quot; gibt es nicht mehr, daher ist die Aufzeichnung zu Ende.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/RecordingWriter.py" line="100"/>
        <source>The disk is full, so the recording has ended. The frames written are complete.</source>
        <translation>Das Laufwerk ist voll, daher ist die Aufzeichnung zu Ende. Die geschriebenen Bilder sind vollständig.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/RecordingWriter.py" line="149"/>
        <source>The capture was interrupted. The recording continues in &quot;{part}&quot;.</source>
        <translation>Die Aufnahme wurde unterbrochen. Die Aufzeichnung geht in &quot;{part}&quot; weiter.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/RecordingWriter.py" line="156"/>
        <source>There is already a file &quot;{path}&quot;, so the recording has ended.</source>
        <translation>Es gibt schon eine Datei &quot;{path}&quot;, daher ist die Aufzeichnung zu Ende.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/RecordingWriter.py" line="196"/>
        <source>&quot;{path}&quot; was removed, so the recording has ended.</source>
        <translation>&quot;{path}&quot; wurde entfernt, daher ist die Aufzeichnung zu Ende.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/RecordingWriter.py" line="202"/>
        <source>The file stopped growing. The recording continues in another one; frames may be missing.</source>
        <translation>Die Datei wächst nicht mehr. Die Aufzeichnung geht in einer anderen weiter; Bilder können fehlen.</translation>
    </message>
</context>
<context>
    <name>Outputs.VideoFile</name>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/VideoFile.py" line="22"/>
        <source>&quot;{codec}&quot; cannot store frames of 16 bits. Record with ffv1 (.mkv).</source>
        <translation>&quot;{codec}&quot; kann keine Bilder mit 16 Bit speichern. Zeichnen Sie mit ffv1 (.mkv) auf.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Outputs/VideoFile.py" line="55"/>
        <source>&quot;{path}&quot; cannot be written. Check the folder and the disk, or choose another codec.</source>
        <translation>&quot;{path}&quot; kann nicht geschrieben werden. Prüfen Sie Ordner und Laufwerk oder wählen Sie einen anderen Codec.</translation>
    </message>
</context>
<context>
    <name>Panel.CalibrationSection</name>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="53"/>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="78"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="78"/>
        <source>Calibrate</source>
        <translation>Kalibrieren</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="83"/>
        <source>Finish</source>
        <translation>Abschließen</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="83"/>
        <source>Compute again</source>
        <translation>Neu berechnen</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="136"/>
        <source>Looking for the board ...</source>
        <translation>Das Muster wird gesucht ...</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="137"/>
        <source>The spacing is {spacing:.4g} mm.</source>
        <translation>Die Pixelgröße ist {spacing:.4g} mm.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="142"/>
        <source>Computing the calibration from {count} pictures ...</source>
        <translation>Die Kalibrierung wird aus {count} Aufnahmen berechnet ...</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="144"/>
        <source>Calibrated. Error: {error:.2f} pixels (RMS) in {count} pictures.</source>
        <translation>Kalibriert. Fehler: {error:.2f} Pixel (RMS) in {count} Aufnahmen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="148"/>
        <source>Pictures: {count}.</source>
        <translation>Aufnahmen: {count}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="150"/>
        <source>Pictures: {count}. Error: {error:.2f} pixels.</source>
        <translation>Aufnahmen: {count}. Fehler: {error:.2f} Pixel.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="161"/>
        <source>Not calibrated. Print a board, and press Calibrate while the camera runs.</source>
        <translation>Nicht kalibriert. Drucken Sie ein Muster und drücken Sie Kalibrieren, während die Kamera läuft.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="163"/>
        <source>Calibrated {date}: {model} model, error {error} pixels, focal length {focal:.1f} pixels.</source>
        <translation>Kalibriert am {date}: Modell {model}, Fehler {error} Pixel, Brennweite {focal:.1f} Pixel.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="181"/>
        <source>{number}: {error:.2f} pixels</source>
        <translation>{number}: {error:.2f} Pixel</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="248"/>
        <source>Import a calibration</source>
        <translation>Eine Kalibrierung importieren</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="248"/>
        <source>Calibrations (*.yaml *.yml *.json)</source>
        <translation>Kalibrierungen (*.yaml *.yml *.json)</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="258"/>
        <source>The camera is not calibrated. Calibrate it first.</source>
        <translation>Die Kamera ist nicht kalibriert. Kalibrieren Sie sie zuerst.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CalibrationSection.py" line="261"/>
        <source>Export the calibration</source>
        <translation>Die Kalibrierung exportieren</translation>
    </message>
</context>
<context>
    <name>Panel.CameraSection</name>
    <message>
        <location filename="CameraStreamLib/Panel/CameraSection.py" line="86"/>
        <source>{rate:g} frames/s</source>
        <translation>{rate:g} Bilder/s</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CameraSection.py" line="90"/>
        <source>This source has no exposure, focus or other controls.</source>
        <translation>Diese Quelle hat weder Belichtung noch Fokus noch andere Regler.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CameraSection.py" line="92"/>
        <source>Exposure, focus and other controls appear here while the camera runs.</source>
        <translation>Belichtung, Fokus und andere Regler erscheinen hier, während die Kamera läuft.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CameraSection.py" line="154"/>
        <source>Camera default</source>
        <translation>Vorgabe der Kamera</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CameraSection.py" line="167"/>
        <source>&quot;{text}&quot; is not a valid size. Example: 1280 x 720.</source>
        <translation>&quot;{text}&quot; ist keine gültige Größe. Beispiel: 1280 x 720.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/CameraSection.py" line="170"/>
        <source>Width and height must be between 1 and {maximum} pixels.</source>
        <translation>Breite und Höhe müssen zwischen 1 und {maximum} Pixeln liegen.</translation>
    </message>
</context>
<context>
    <name>Panel.DicomDialog</name>
    <message>
        <location filename="CameraStreamLib/Panel/DicomDialog.py" line="41"/>
        <source>Save as DICOM</source>
        <translation>Als DICOM sichern</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/DicomDialog.py" line="55"/>
        <source>Snapshot, and save as DICOM...</source>
        <translation>Foto aufnehmen und als DICOM sichern...</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/DicomDialog.py" line="90"/>
        <source>No patient</source>
        <translation>Kein Patient</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/DicomDialog.py" line="90"/>
        <source>Enter below</source>
        <translation>Unten eingeben</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/DicomDialog.py" line="147"/>
        <source>Saving &quot;{name}&quot;: {percent:.0f} %</source>
        <translation>&quot;{name}&quot; wird gesichert: {percent:.0f} %</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/DicomDialog.py" line="151"/>
        <source>Saved &quot;{path}&quot;.</source>
        <translation>&quot;{path}&quot; gesichert.</translation>
    </message>
</context>
<context>
    <name>Panel.DrawingTools</name>
    <message>
        <location filename="CameraStreamLib/Panel/DrawingTools.py" line="100"/>
        <source>The transform flattens the image. Choose another transform.</source>
        <translation>Die Transformation drückt das Bild flach. Wählen Sie eine andere Transformation.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/DrawingTools.py" line="149"/>
        <source>The line is shorter than one pixel. Draw a longer line.</source>
        <translation>Die Linie ist kürzer als ein Pixel. Ziehen Sie eine längere.</translation>
    </message>
</context>
<context>
    <name>Panel.ImageSection</name>
    <message>
        <location filename="CameraStreamLib/Panel/ImageSection.py" line="43"/>
        <source>None</source>
        <translation>Keine</translation>
    </message>
</context>
<context>
    <name>Panel.Printing</name>
    <message>
        <location filename="CameraStreamLib/Panel/Printing.py" line="30"/>
        <source>Save what is to be printed</source>
        <translation>Sichern, was gedruckt werden soll</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/Printing.py" line="30"/>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/Printing.py" line="44"/>
        <source>The file was written. Print it at 100 %, and measure its ruler.</source>
        <translation>Die Datei wurde geschrieben. Drucken Sie sie mit 100 % und messen Sie ihr Lineal nach.</translation>
    </message>
</context>
<context>
    <name>Panel.ProcessingSection</name>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="45"/>
        <source>Python file...</source>
        <translation>Python-Datei...</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="45"/>
        <source>New Python file...</source>
        <translation>Neue Python-Datei...</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="141"/>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="249"/>
        <source>{column}, {row}</source>
        <translation>{column}, {row}</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="142"/>
        <source>Click in the view</source>
        <translation>In die Ansicht klicken</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="167"/>
        <source>Parameter {name} of {processor}.</source>
        <translation>Parameter {name} von {processor}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="187"/>
        <source>Choose a processor</source>
        <translation>Einen Prozessor wählen</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="187"/>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="190"/>
        <source>Python files (*.py)</source>
        <translation>Python-Dateien (*.py)</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="190"/>
        <source>Create a processor, as a copy of the color mask</source>
        <translation>Einen Prozessor als Kopie der Farbmaske anlegen</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="227"/>
        <source>There is no image yet. Start the camera first.</source>
        <translation>Es gibt noch kein Bild. Starten Sie zuerst die Kamera.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="251"/>
        <source>The point is outside the image. Click in the image.</source>
        <translation>Der Punkt liegt außerhalb des Bildes. Klicken Sie in das Bild.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="276"/>
        <source>Runs when the camera is started.</source>
        <translation>Läuft, wenn die Kamera gestartet wird.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="279"/>
        <source>Waiting for the first result...</source>
        <translation>Wartet auf das erste Ergebnis...</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/ProcessingSection.py" line="280"/>
        <source>{rate:.1f} results/s   {milliseconds:.0f} ms per image   {age:.0f} ms old   {skipped} skipped</source>
        <translation>{rate:.1f} Ergebnisse/s   {milliseconds:.0f} ms pro Bild   {age:.0f} ms alt   {skipped} übersprungen</translation>
    </message>
</context>
<context>
    <name>Panel.PublishSection</name>
    <message>
        <location filename="CameraStreamLib/Panel/PublishSection.py" line="58"/>
        <source>Not publishing.</source>
        <translation>Wird nicht veröffentlicht.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/PublishSection.py" line="59"/>
        <source>{address}: {clients} clients, {sent} images sent, {skipped} skipped.</source>
        <translation>{address}: {clients} Clients, {sent} Bilder gesendet, {skipped} übersprungen.</translation>
    </message>
</context>
<context>
    <name>Panel.RecordSection</name>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="39"/>
        <source>Lossless, large (FFV1)</source>
        <translation>Verlustfrei, groß (FFV1)</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="40"/>
        <source>Fast (Motion JPEG)</source>
        <translation>Schnell (Motion JPEG)</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="41"/>
        <source>Small, slow (VP9)</source>
        <translation>Klein, langsam (VP9)</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="61"/>
        <source>Record</source>
        <translation>Aufzeichnen</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="101"/>
        <source>{seconds:.2f} s, {frame} of {of}</source>
        <translation>{seconds:.2f} s, {frame} von {of}</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="108"/>
        <source>Sequence: {frames} frames, {megabytes:.0f} of {limit:.0f} MB.</source>
        <translation>Sequenz: {frames} Bilder, {megabytes:.0f} von {limit:.0f} MB.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="113"/>
        <source>A sequence needs {rate:.0f} MB of memory per second.</source>
        <translation>Eine Sequenz benötigt {rate:.0f} MB Speicher pro Sekunde.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="122"/>
        <source>Recorded to &quot;{path}&quot;.</source>
        <translation>Aufgezeichnet in &quot;{path}&quot;.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="127"/>
        <source> last</source>
        <translation> zuletzt</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/RecordSection.py" line="181"/>
        <source>{name}: {seconds:.0f} s, {frames} frames, {lost} lost, {megabytes:.1f} MB.</source>
        <translation>{name}: {seconds:.0f} s, {frames} Bilder, {lost} verloren, {megabytes:.1f} MB.</translation>
    </message>
</context>
<context>
    <name>Panel.SampleFilms</name>
    <message>
        <location filename="CameraStreamLib/Panel/SampleFilms.py" line="18"/>
        <source>Film with time stamps</source>
        <translation>Film mit Zeitstempeln</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/SampleFilms.py" line="18"/>
        <source>Film of a moving ChArUco board</source>
        <translation>Film eines bewegten ChArUco-Musters</translation>
    </message>
</context>
<context>
    <name>Panel.SectionHelp</name>
    <message>
        <location filename="CameraStreamLib/Panel/SectionHelp.py" line="31"/>
        <source>Read about this section in the manual, in the web browser.</source>
        <translation>Im Webbrowser lesen, was das Handbuch zu diesem Abschnitt sagt.</translation>
    </message>
</context>
<context>
    <name>Panel.SourceBox</name>
    <message>
        <location filename="CameraStreamLib/Panel/SourceBox.py" line="85"/>
        <source>Cameras found: {count}.</source>
        <translation>Gefundene Kameras: {count}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/SourceBox.py" line="103"/>
        <source>Choose a video file, or an image from a numbered sequence</source>
        <translation>Eine Videodatei oder ein Bild einer nummerierten Folge wählen</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/SourceBox.py" line="103"/>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/SourceBox.py" line="115"/>
        <source>Camera {number}</source>
        <translation>Kamera {number}</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/SourceBox.py" line="120"/>
        <source>Test pattern</source>
        <translation>Testbild</translation>
    </message>
</context>
<context>
    <name>Panel.Widget</name>
    <message>
        <location filename="CameraStreamLib/Panel/Widget.py" line="77"/>
        <source>Camera</source>
        <translation>Kamera</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/Widget.py" line="257"/>
        <source>The camera could not be started.</source>
        <translation>Die Kamera konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/Widget.py" line="270"/>
        <source>Snapshot added to the scene: &quot;{name}&quot;.</source>
        <translation>Foto in die Szene gelegt: &quot;{name}&quot;.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/Widget.py" line="318"/>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Panel/Widget.py" line="318"/>
        <source>Start</source>
        <translation>Start</translation>
    </message>
</context>
<context>
    <name>Processing.BoardDetector</name>
    <message>
        <location filename="CameraStreamLib/Processing/BoardDetector.py" line="57"/>
        <source>No board was found. Check that it is in view and in focus, and its type, columns and rows.</source>
        <translation>Es wurde kein Muster gefunden. Prüfen Sie, ob es im Bild und scharf ist, und seine Art, Spalten und Zeilen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/BoardDetector.py" line="60"/>
        <source>The board is blurred. Hold it still, or focus the camera.</source>
        <translation>Das Muster ist unscharf. Halten Sie es ruhig oder stellen Sie die Kamera scharf.</translation>
    </message>
</context>
<context>
    <name>Processing.BoardPdf</name>
    <message>
        <location filename="CameraStreamLib/Processing/BoardPdf.py" line="27"/>
        <source>The board is {width:g} x {height:g} mm, too large for {paper}. Use smaller squares or a larger paper.</source>
        <translation>Das Muster hat {width:g} x {height:g} mm, zu groß für {paper}. Verwenden Sie kleinere Quadrate oder größeres Papier.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/BoardPdf.py" line="49"/>
        <source>&quot;{path}&quot; cannot be written ({reason}). Choose another folder.</source>
        <translation>&quot;{path}&quot; kann nicht geschrieben werden ({reason}). Wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>Processing.CameraModels</name>
    <message>
        <location filename="CameraStreamLib/Processing/CameraModels.py" line="83"/>
        <source>{count} pictures are not enough. Take at least {least}, with the board at different angles.</source>
        <translation>{count} Aufnahmen genügen nicht. Machen Sie mindestens {least}, mit dem Muster in verschiedenen Winkeln.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/CameraModels.py" line="86"/>
        <source>All pictures show the board from the front, which leaves the focal length open. Tilt the board.</source>
        <translation>Alle Aufnahmen zeigen das Muster von vorn, was die Brennweite offen lässt. Neigen Sie das Muster.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/CameraModels.py" line="108"/>
        <source>The pictures do not fit a camera (error {error} pixels). Check the board&apos;s type, columns and rows, and that it is flat. Then take new pictures.</source>
        <translation>Die Aufnahmen passen zu keiner Kamera (Fehler {error} Pixel). Prüfen Sie Art, Spalten und Zeilen des Musters und ob es eben ist. Machen Sie dann neue Aufnahmen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/CameraModels.py" line="199"/>
        <source>{model} model, as chosen.</source>
        <translation>Modell {model}, wie gewählt.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/CameraModels.py" line="201"/>
        <source>{model} model: fewer than {count} pictures cannot show that another is better.</source>
        <translation>Modell {model}: Weniger als {count} Aufnahmen können nicht zeigen, dass ein anderes besser ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/CameraModels.py" line="204"/>
        <source>{model} model: the simplest that fits. Error on pictures that it was not made from: {error:.2f} pixels (others: {others}).</source>
        <translation>Modell {model}: das einfachste, das passt. Fehler in Aufnahmen, aus denen es nicht gemacht ist: {error:.2f} Pixel (andere: {others}).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/CameraModels.py" line="214"/>
        <source>The error is large ({error:.1f} pixels). Remove the worst pictures, or check that the board is flat.</source>
        <translation>Der Fehler ist groß ({error:.1f} Pixel). Entfernen Sie die schlechtesten Aufnahmen oder prüfen Sie, ob das Muster eben ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/CameraModels.py" line="217"/>
        <source>The focal length is uncertain by {percent:.1f} %. Take more pictures with the board tilted.</source>
        <translation>Die Brennweite ist um {percent:.1f} % unsicher. Machen Sie mehr Aufnahmen mit geneigtem Muster.</translation>
    </message>
</context>
<context>
    <name>Processing.MarkerDetector</name>
    <message>
        <location filename="CameraStreamLib/Processing/MarkerDetector.py" line="97"/>
        <source>Markers of {marker:g} mm do not fit into squares of {square:g} mm. Enter smaller ones.</source>
        <translation>Marker von {marker:g} mm passen nicht in Quadrate von {square:g} mm. Geben Sie kleinere ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/MarkerDetector.py" line="101"/>
        <source>This board needs {needed} markers, and {name} has {available}. Choose a larger dictionary.</source>
        <translation>Dieses Muster benötigt {needed} Marker, und {name} hat {available}. Wählen Sie ein größeres Wörterbuch.</translation>
    </message>
</context>
<context>
    <name>Processing.MarkerPdf</name>
    <message>
        <location filename="CameraStreamLib/Processing/MarkerPdf.py" line="32"/>
        <source>At most {most} markers of {size:g} mm fit on a page. Enter fewer numbers, or a smaller size.</source>
        <translation>Auf eine Seite passen höchstens {most} Marker von {size:g} mm. Geben Sie weniger Nummern oder eine kleinere Größe ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/MarkerPdf.py" line="45"/>
        <source>&quot;{path}&quot; cannot be written ({reason}). Choose another folder.</source>
        <translation>&quot;{path}&quot; kann nicht geschrieben werden ({reason}). Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/MarkerPdf.py" line="62"/>
        <source>&quot;{text}&quot; is not a list of marker numbers. Example: 0-5, 12.</source>
        <translation>&quot;{text}&quot; ist keine Liste von Markernummern. Beispiel: 0-5, 12.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Processing/MarkerPdf.py" line="64"/>
        <source>{name} has no marker {number}: its numbers are 0 to {last}.</source>
        <translation>{name} hat keinen Marker {number}: Seine Nummern sind 0 bis {last}.</translation>
    </message>
</context>
<context>
    <name>Processing.PoseTracking</name>
    <message>
        <location filename="CameraStreamLib/Processing/PoseTracking.py" line="45"/>
        <source>Calibrate the camera first: without its calibration, no pose can be computed.</source>
        <translation>Kalibrieren Sie zuerst die Kamera: Ohne ihre Kalibrierung kann keine Lage berechnet werden.</translation>
    </message>
</context>
<context>
    <name>Processing.__main__</name>
    <message>
        <location filename="CameraStreamLib/Processing/__main__.py" line="187"/>
        <source>The previous version keeps running.</source>
        <translation>Die vorige Version läuft weiter.</translation>
    </message>
</context>
<context>
    <name>ProcessingSection</name>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="21"/>
        <source>Processing</source>
        <translation>Verarbeitung</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="33"/>
        <location filename="Resources/UI/ProcessingSection.ui" line="48"/>
        <source>A processor for each image: a built-in one, or your own Python file.</source>
        <oldsource>What to do with each image: a processor that comes with CameraStream, or a Python file of yours.</oldsource>
        <translation>Ein Prozessor für jedes Bild: ein eingebauter oder eine eigene Python-Datei.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="36"/>
        <source>Add:</source>
        <translation>Hinzufügen:</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="61"/>
        <source>Add the processor on the left to this camera. A Python file that you choose can do everything that you can do on this computer.</source>
        <oldsource>Add the processor on the left to this camera. A Python file that you choose may do all that you can do on this computer.</oldsource>
        <translation>Den Prozessor links dieser Kamera hinzufügen. Eine Python-Datei, die Sie wählen, kann alles, was Sie auf diesem Computer können.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="64"/>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="73"/>
        <location filename="Resources/UI/ProcessingSection.ui" line="88"/>
        <source>The processors of this camera. The settings below are those of the chosen one.</source>
        <oldsource>The processors of this camera; what is below belongs to this one.</oldsource>
        <translation>Die Prozessoren dieser Kamera. Die Einstellungen darunter sind die des gewählten.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="76"/>
        <source>Processor:</source>
        <translation>Prozessor:</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="101"/>
        <source>Open its file in your editor for Python files. A saved change runs within a second.</source>
        <oldsource>Open its file in your editor for Python files. Once saved, it runs within a second.</oldsource>
        <translation>Seine Datei in Ihrem Editor für Python-Dateien öffnen. Eine gesicherte Änderung läuft innerhalb einer Sekunde.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="104"/>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="111"/>
        <source>End this processor and remove its nodes.</source>
        <oldsource>End it, and remove what it shows.</oldsource>
        <translation>Diesen Prozessor beenden und seine Knoten entfernen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="114"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="123"/>
        <location filename="Resources/UI/ProcessingSection.ui" line="138"/>
        <source>The numbers of the markers to print. Example: 0-5, 12.</source>
        <translation>Die Nummern der Marker, die gedruckt werden. Beispiel: 0-5, 12.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="126"/>
        <source>Print markers:</source>
        <translation>Marker drucken:</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="148"/>
        <source>Save a PDF with these markers, of the dictionary and the size below, at true scale with a ruler.</source>
        <translation>Ein PDF mit diesen Markern sichern, aus dem Wörterbuch und in der Größe darunter, maßstäblich und mit Lineal.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="151"/>
        <source>Print...</source>
        <translation>Drucken...</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="160"/>
        <location filename="Resources/UI/ProcessingSection.ui" line="180"/>
        <location filename="Resources/UI/ProcessingSection.ui" line="200"/>
        <location filename="Resources/UI/ProcessingSection.ui" line="220"/>
        <source>How its results are shown.</source>
        <translation>Wie seine Ergebnisse gezeigt werden.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="170"/>
        <source>Show its results over the image. Its nodes are updated in any case.</source>
        <oldsource>Show what it makes over the image. Its nodes are kept up to date in any case.</oldsource>
        <translation>Seine Ergebnisse über dem Bild zeigen. Seine Knoten werden in jedem Fall aktuell gehalten.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="173"/>
        <source>Show over the image</source>
        <translation>Über dem Bild zeigen</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="190"/>
        <source>Show each image together with its own result, which delays the image. Otherwise the newest image is shown with the newest result, which may lag behind motion.</source>
        <oldsource>Show each image together with its own result, later than without. Otherwise the newest image is shown with the newest result, which lags behind what moves.</oldsource>
        <translation>Jedes Bild zusammen mit seinem eigenen Ergebnis zeigen, was das Bild verzögert. Sonst wird das neueste Bild mit dem neuesten Ergebnis gezeigt, das hinter Bewegungen zurückbleiben kann.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="193"/>
        <source>Image waits for its result</source>
        <translation>Bild wartet auf sein Ergebnis</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="210"/>
        <source>Show its numbers and its text in the upper left corner of the view.</source>
        <translation>Seine Zahlen und seinen Text in der linken oberen Ecke der Ansicht zeigen.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="213"/>
        <source>Numbers and text</source>
        <oldsource>Numbers and text in the view</oldsource>
        <translation>Zahlen und Text</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="230"/>
        <source>While you record, write its images and labels to videos of their own beside the recording. Points, numbers, transforms and text are always written there.</source>
        <translation>Während einer Aufzeichnung seine Bilder und Labels in eigene Videos daneben schreiben. Punkte, Zahlen, Transformationen und Text werden dort immer geschrieben.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="233"/>
        <source>Record images and labels</source>
        <translation>Bilder und Labels aufzeichnen</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="240"/>
        <location filename="Resources/UI/ProcessingSection.ui" line="255"/>
        <location filename="Resources/UI/ProcessingSection.ui" line="262"/>
        <source>The nodes that its results are written to: choose what it makes on the left, and another node on the right.</source>
        <translation>Die Knoten, in die seine Ergebnisse geschrieben werden: Wählen Sie links, was er macht, und rechts einen anderen Knoten.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="243"/>
        <source>Result:</source>
        <translation>Ergebnis:</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="283"/>
        <source>Parameters of the processor.</source>
        <translation>Parameter des Prozessors.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="291"/>
        <source>Results per second, time per image, age of the result, and images that were skipped because a newer one was there; or the error.</source>
        <translation>Ergebnisse pro Sekunde, Zeit pro Bild, Alter des Ergebnisses und Bilder, die übersprungen wurden, weil ein neueres da war; oder der Fehler.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="304"/>
        <source>Output of the processor.</source>
        <translation>Ausgabe des Prozessors.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="319"/>
        <source>The last 200 lines that it has printed, with the tracebacks of its errors.</source>
        <translation>Die letzten 200 Zeilen, die er ausgegeben hat, mit den Tracebacks seiner Fehler.</translation>
    </message>
    <message>
        <location filename="Resources/UI/ProcessingSection.ui" line="307"/>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
</context>
<context>
    <name>SaveAsDICOM</name>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="9"/>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="19"/>
        <source>What is saved: the snapshot that was just taken, or a recording.</source>
        <translation>Was gesichert wird: das gerade aufgenommene Foto oder eine Aufzeichnung.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="12"/>
        <source>Image:</source>
        <translation>Bild:</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="35"/>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="45"/>
        <source>The video file to save: the last recording, or another one.</source>
        <translation>Die Videodatei, die gesichert wird: die letzte Aufzeichnung oder eine andere.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="38"/>
        <source>Recording:</source>
        <translation>Aufzeichnung:</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="52"/>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="65"/>
        <source>As what the image is stored. Secondary Capture is read by every viewer; a recording is a Multi-frame Secondary Capture.</source>
        <translation>Als was das Bild gespeichert wird. Secondary Capture liest jedes Anzeigeprogramm; eine Aufzeichnung ist eine Multi-frame Secondary Capture.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="55"/>
        <source>Kind:</source>
        <translation>Art:</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="72"/>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="85"/>
        <source>Whose image it is: nobody&apos;s, a patient&apos;s that you enter, or one whose images were loaded from DICOM. It then becomes part of that study.</source>
        <translation>Wessen Bild es ist: niemandes, das eines Patienten, den Sie eingeben, oder eines, dessen Bilder aus DICOM geladen wurden. Es wird dann Teil dieser Studie.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="75"/>
        <source>Patient:</source>
        <translation>Patient:</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="92"/>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="105"/>
        <source>Last name^first name, for example Doe^Jane.</source>
        <translation>Nachname^Vorname, zum Beispiel Muster^Erika.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="95"/>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="112"/>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="125"/>
        <source>The patient&apos;s ID.</source>
        <translation>Die ID des Patienten.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="115"/>
        <source>ID:</source>
        <translation>ID:</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="132"/>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="145"/>
        <source>Year-month-day, for example 1970-01-31.</source>
        <translation>Jahr-Monat-Tag, zum Beispiel 1970-01-31.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="135"/>
        <source>Birth date:</source>
        <translation>Geburtsdatum:</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="152"/>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="165"/>
        <source>F, M or O (other), or nothing if unknown.</source>
        <translation>F, M oder O (anderes), oder nichts, wenn unbekannt.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="155"/>
        <source>Sex:</source>
        <translation>Geschlecht:</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="172"/>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="182"/>
        <source>Where to save the file, named after the image or recording.</source>
        <translation>Wohin die Datei gesichert wird; sie heißt nach dem Bild oder der Aufzeichnung.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="175"/>
        <source>Folder:</source>
        <translation>Ordner:</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="189"/>
        <source>What to change before the image can be saved.</source>
        <translation>Was zu ändern ist, bevor das Bild gesichert werden kann.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="207"/>
        <source>Write the file in the background. The status line says how far it is.</source>
        <translation>Die Datei im Hintergrund schreiben. Die Statuszeile sagt, wie weit sie ist.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="210"/>
        <source>Save</source>
        <translation>Sichern</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="220"/>
        <source>Save nothing.</source>
        <translation>Nichts sichern.</translation>
    </message>
    <message>
        <location filename="Resources/UI/SaveAsDICOM.ui" line="223"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>Shared.Board</name>
    <message>
        <location filename="CameraStreamLib/Shared/Board.py" line="54"/>
        <source>There is no board &quot;{kind}&quot;. Choose one of {kinds}.</source>
        <translation>Es gibt kein Muster &quot;{kind}&quot;. Wählen Sie eines von {kinds}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Board.py" line="57"/>
        <source>{columns!r} x {rows!r} is not a valid board. Enter {least} to {most} columns and rows.</source>
        <translation>{columns!r} x {rows!r} ist kein gültiges Muster. Geben Sie {least} bis {most} Spalten und Zeilen ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Board.py" line="60"/>
        <source>{size!r} mm is not a valid square size. Measure a square of the printed board. Example: 25.</source>
        <translation>{size!r} mm ist keine gültige Quadratgröße. Messen Sie ein Quadrat des Ausdrucks. Beispiel: 25.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Board.py" line="67"/>
        <source>There is no dictionary &quot;{name}&quot;. Choose one of {names}.</source>
        <translation>Es gibt kein Wörterbuch &quot;{name}&quot;. Wählen Sie eines von {names}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Board.py" line="70"/>
        <source>A marker of {marker!r} mm does not fit into a square of {square:g} mm. Enter less.</source>
        <translation>Ein Marker von {marker!r} mm passt nicht in ein Quadrat von {square:g} mm. Geben Sie weniger ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Board.py" line="74"/>
        <source>This board needs {needed} markers, and {name} has {available}. Choose a larger dictionary.</source>
        <translation>Dieses Muster benötigt {needed} Marker, und {name} hat {available}. Wählen Sie ein größeres Wörterbuch.</translation>
    </message>
</context>
<context>
    <name>Shared.Calibration</name>
    <message>
        <location filename="CameraStreamLib/Shared/Calibration.py" line="87"/>
        <source>The calibration is for pictures of {oldWidth} x {oldHeight}, and cannot be used at {width} x {height}, where the camera shows another part of the scene. Calibrate at this size, or choose the other.</source>
        <translation>Die Kalibrierung gilt für Bilder von {oldWidth} x {oldHeight} und kann bei {width} x {height} nicht verwendet werden, wo die Kamera einen anderen Teil der Szene zeigt. Kalibrieren Sie bei dieser Größe oder wählen Sie die andere.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Calibration.py" line="122"/>
        <source>This is not a valid calibration. Calibrate the camera again, or import another file.</source>
        <translation>Das ist keine gültige Kalibrierung. Kalibrieren Sie die Kamera noch einmal oder importieren Sie eine andere Datei.</translation>
    </message>
</context>
<context>
    <name>Shared.CalibrationFile</name>
    <message>
        <location filename="CameraStreamLib/Shared/CalibrationFile.py" line="27"/>
        <source>&quot;{name}&quot; is not a calibration. Choose an OpenCV or ROS YAML file, or JSON that was exported here.</source>
        <translation>&quot;{name}&quot; ist keine Kalibrierung. Wählen Sie eine YAML-Datei von OpenCV oder ROS oder hier exportiertes JSON.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/CalibrationFile.py" line="48"/>
        <source>&quot;{path}&quot; cannot be written ({reason}). Choose another folder.</source>
        <translation>&quot;{path}&quot; kann nicht geschrieben werden ({reason}). Wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>Shared.Commands</name>
    <message>
        <location filename="CameraStreamLib/Shared/Commands.py" line="70"/>
        <source>{value!r} is not a control name. Use one of info[&quot;controls&quot;], such as &quot;gain&quot;.</source>
        <translation>{value!r} ist kein Name eines Reglers. Verwenden Sie einen aus info[&quot;controls&quot;], etwa &quot;gain&quot;.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Commands.py" line="75"/>
        <source>{value!r} is not a valid control value. Enter a number.</source>
        <translation>{value!r} ist kein gültiger Wert für einen Regler. Geben Sie eine Zahl ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Commands.py" line="114"/>
        <source>{value!r} is not a valid duration. Enter up to 600 s, or 0 to keep nothing.</source>
        <translation>{value!r} ist keine gültige Dauer. Geben Sie höchstens 600 s ein oder 0, um nichts vorzuhalten.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Commands.py" line="185"/>
        <source>{value!r} is not a valid number of frames. Example: 1, or -1 to go back.</source>
        <translation>{value!r} ist keine gültige Zahl von Bildern. Beispiel: 1, oder -1 für zurück.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Commands.py" line="197"/>
        <source>{value!r} is not a valid time. Enter seconds, or use frame=NUMBER.</source>
        <translation>{value!r} ist keine gültige Zeit. Geben Sie Sekunden ein oder verwenden Sie frame=NUMMER.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Commands.py" line="199"/>
        <source>{value!r} is not a valid frame number. Frames are numbered 1, 2, 3...</source>
        <translation>{value!r} ist keine gültige Bildnummer. Bilder haben die Nummern 1, 2, 3...</translation>
    </message>
</context>
<context>
    <name>Shared.DicomStudy</name>
    <message>
        <location filename="CameraStreamLib/Shared/DicomStudy.py" line="52"/>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/DicomStudy.py" line="52"/>
        <source>ID</source>
        <translation>ID</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/DicomStudy.py" line="54"/>
        <source>&quot;{text}&quot; is not a valid patient {label}. Use up to {maximum} characters and no backslash.</source>
        <translation>&quot;{text}&quot; ist für den Patienten nicht gültig ({label}). Verwenden Sie höchstens {maximum} Zeichen und keinen umgekehrten Schrägstrich.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/DicomStudy.py" line="58"/>
        <source>&quot;{date}&quot; is not a valid birth date. Example: 1970-01-31.</source>
        <translation>&quot;{date}&quot; ist kein gültiges Geburtsdatum. Beispiel: 1970-01-31.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/DicomStudy.py" line="61"/>
        <source>&quot;{sex}&quot; is not a valid sex. Use M, F or O, or leave it empty.</source>
        <translation>&quot;{sex}&quot; ist kein gültiges Geschlecht. Verwenden Sie M, F, O oder nichts.</translation>
    </message>
</context>
<context>
    <name>Shared.FrameBuffer</name>
    <message>
        <location filename="CameraStreamLib/Shared/FrameBuffer.py" line="73"/>
        <source>Frames of {width} x {height} pixels are too large. Choose a smaller size.</source>
        <translation>Bilder von {width} x {height} Pixeln sind zu groß. Wählen Sie eine kleinere Größe.</translation>
    </message>
</context>
<context>
    <name>Shared.Passwords</name>
    <message>
        <location filename="CameraStreamLib/Shared/Passwords.py" line="140"/>
        <source>Passwords are not saved with the scene. Enter the address with its password again.</source>
        <translation>Passwörter werden nicht mit der Szene gespeichert. Geben Sie die Adresse mit ihrem Passwort noch einmal ein.</translation>
    </message>
</context>
<context>
    <name>Shared.RecordingFile</name>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="63"/>
        <source>Enter a file name for the recording, not just a folder. Example: film.mkv.</source>
        <translation>Geben Sie einen Dateinamen für die Aufzeichnung ein, nicht nur einen Ordner. Beispiel: film.mkv.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="71"/>
        <source>&quot;{shown}&quot; does not name a user of this computer. Enter the full path of the folder.</source>
        <translation>&quot;{shown}&quot; nennt keinen Benutzer dieses Computers. Geben Sie den vollständigen Pfad des Ordners ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="75"/>
        <source>There is no codec {codec!r}. Choose one of {names}.</source>
        <translation>Es gibt keinen Codec {codec!r}. Wählen Sie einen von {names}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="84"/>
        <source>&quot;{name}&quot; does not have a valid file extension. Use {endings}.</source>
        <translation>&quot;{name}&quot; hat keine gültige Dateiendung. Verwenden Sie {endings}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="96"/>
        <source>There is no folder &quot;{parent}&quot;. Create it, or choose another.</source>
        <translation>Es gibt keinen Ordner &quot;{parent}&quot;. Legen Sie ihn an oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="98"/>
        <source>The folder &quot;{parent}&quot; is not writable. Choose another.</source>
        <translation>In den Ordner &quot;{parent}&quot; kann nicht geschrieben werden. Wählen Sie einen anderen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="101"/>
        <source>There is already a file &quot;{other}&quot;. Choose another name, or delete the file.</source>
        <translation>Es gibt schon eine Datei &quot;{other}&quot;. Wählen Sie einen anderen Namen oder löschen Sie die Datei.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="106"/>
        <source>&quot;{path}&quot; cannot be written to ({error}). Choose another folder or name.</source>
        <translation>&quot;{path}&quot; kann nicht beschrieben werden ({error}). Wählen Sie einen anderen Ordner oder Namen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="116"/>
        <source>There are already results of &quot;{name}&quot; beside &quot;{path}&quot;. Choose another name, or delete the files.</source>
        <translation>Neben &quot;{path}&quot; liegen schon Ergebnisse von &quot;{name}&quot;. Wählen Sie einen anderen Namen oder löschen Sie die Dateien.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="188"/>
        <source>&quot;{name}&quot; is damaged. The video plays without this information.</source>
        <translation>&quot;{name}&quot; ist beschädigt. Das Video wird ohne diese Angaben abgespielt.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/RecordingFile.py" line="261"/>
        <source>&quot;{name}&quot; is damaged. The video plays at its own frame rate.</source>
        <translation>&quot;{name}&quot; ist beschädigt. Das Video wird mit seiner eigenen Bildrate abgespielt.</translation>
    </message>
</context>
<context>
    <name>Shared.ResultBuffer</name>
    <message>
        <location filename="CameraStreamLib/Shared/ResultBuffer.py" line="61"/>
        <source>The result is too large. Return fewer or smaller objects.</source>
        <oldsource>The result is too large: return fewer or smaller things.</oldsource>
        <translation>Das Ergebnis ist zu groß. Geben Sie weniger oder kleinere Objekte zurück.</translation>
    </message>
</context>
<context>
    <name>Shared.Settings</name>
    <message>
        <location filename="CameraStreamLib/Shared/Settings.py" line="45"/>
        <source>{value!r} is not a valid {name}. Enter 1 to {maximum} pixels, or 0 for the source&apos;s own.</source>
        <translation>{value!r} ist für {name} nicht gültig. Geben Sie 1 bis {maximum} Pixel ein oder 0 für die Vorgabe der Quelle.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Settings.py" line="48"/>
        <source>Enter both a width and a height, or 0 for both to use the camera&apos;s own size.</source>
        <translation>Geben Sie Breite und Höhe ein oder beide Male 0 für die Größe der Kamera.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Settings.py" line="50"/>
        <source>{rate!r} is not a valid frame rate. Enter up to {maximum:.0f} frames/s, or 0 for the source&apos;s own.</source>
        <translation>{rate!r} ist keine gültige Bildrate. Geben Sie höchstens {maximum:.0f} Bilder/s ein oder 0 für die Vorgabe der Quelle.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Settings.py" line="55"/>
        <source>&quot;{fourcc}&quot; is not a valid pixel format. Enter four letters, such as MJPG, or leave it empty.</source>
        <translation>&quot;{fourcc}&quot; ist kein gültiges Pixelformat. Geben Sie vier Buchstaben ein, etwa MJPG, oder nichts.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Settings.py" line="58"/>
        <source>There is no backend &quot;{backend}&quot;. Choose one of {names}.</source>
        <translation>Es gibt kein Backend &quot;{backend}&quot;. Wählen Sie eines von {names}.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Settings.py" line="75"/>
        <source>{crop!r} is not a valid crop. Enter left, top, width and height, each 0 to {maximum} pixels.</source>
        <translation>{crop!r} ist kein gültiger Ausschnitt. Geben Sie links, oben, Breite und Höhe an, jeweils 0 bis {maximum} Pixel.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Settings.py" line="86"/>
        <source>Enter a device name, by which the other program can find the images.</source>
        <translation>Geben Sie einen Gerätenamen ein, an dem das andere Programm die Bilder erkennt.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Settings.py" line="90"/>
        <source>{host!r} is not a valid address. Enter 127.0.0.1, or 0.0.0.0 for all addresses of this computer.</source>
        <translation>{host!r} ist keine gültige Adresse. Geben Sie 127.0.0.1 ein oder 0.0.0.0 für alle Adressen dieses Computers.</translation>
    </message>
</context>
<context>
    <name>Shared.Source</name>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="18"/>
        <source>OpenIGTLink needs the Python packages pyigtl and fastcrc. Install them ({error}).</source>
        <translation>OpenIGTLink benötigt die Python-Pakete pyigtl und fastcrc. Installieren Sie sie ({error}).</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="122"/>
        <source>&quot;{text}&quot; is not a valid OpenIGTLink address. Example: igtl://127.0.0.1:18944/Image.</source>
        <translation>&quot;{text}&quot; ist keine gültige OpenIGTLink-Adresse. Beispiel: igtl://127.0.0.1:18944/Image.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="142"/>
        <source>&quot;{name}&quot; is not a valid OpenIGTLink device name. Use at most 20 letters.</source>
        <translation>&quot;{name}&quot; ist kein gültiger OpenIGTLink-Gerätename. Verwenden Sie höchstens 20 Buchstaben.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="149"/>
        <source>{port!r} is not a valid port. Enter 1024 to 65535, or 0 for any free port.</source>
        <translation>{port!r} ist kein gültiger Port. Geben Sie 1024 bis 65535 ein oder 0 für einen beliebigen freien.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="155"/>
        <source>&quot;{text}&quot; contains an unreadable character. Rename the file, or enter the address again.</source>
        <translation>&quot;{text}&quot; enthält ein Zeichen, das nicht gelesen werden kann. Benennen Sie die Datei um oder geben Sie die Adresse neu ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="171"/>
        <source>Choose a source: a camera number such as 0, a video file, a network address or testpattern.</source>
        <translation>Wählen Sie eine Quelle: die Nummer einer Kamera wie 0, eine Videodatei, eine Netzwerkadresse oder testpattern.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="176"/>
        <source>There is no camera {number}. Cameras are numbered 0, 1, 2...</source>
        <translation>Es gibt keine Kamera {number}. Kameras haben die Nummern 0, 1, 2...</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="181"/>
        <source>Enter the camera&apos;s name after camera: or choose a camera from the list.</source>
        <translation>Geben Sie nach camera: den Namen der Kamera ein oder wählen Sie eine aus der Liste.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="194"/>
        <source>&quot;{text}&quot; is not a valid test pattern. Example: testpattern, or testpattern:1920x1080@60.</source>
        <translation>&quot;{text}&quot; ist kein gültiges Testbild. Beispiel: testpattern oder testpattern:1920x1080@60.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="199"/>
        <source>A test pattern must have 64x48 to 7680x4320 pixels, at 1 to 240 frames/s.</source>
        <translation>Ein Testbild muss 64x48 bis 7680x4320 Pixel haben, bei 1 bis 240 Bildern/s.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="208"/>
        <source>Addresses that start with {scheme}:// are not supported. Use one of {schemes}, or a file.</source>
        <translation>Adressen, die mit {scheme}:// beginnen, werden nicht unterstützt. Verwenden Sie eine mit {schemes} oder eine Datei.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="211"/>
        <source>&quot;{text}&quot; has no host name. Example: {scheme}://192.168.1.10/stream.</source>
        <translation>&quot;{text}&quot; hat keinen Rechnernamen. Beispiel: {scheme}://192.168.1.10/stream.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="216"/>
        <source>&quot;{text}&quot; is not a valid network address. Check its host name and port.</source>
        <translation>&quot;{text}&quot; ist keine gültige Netzwerkadresse. Prüfen Sie Rechnernamen und Port.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="219"/>
        <source>&quot;{text}&quot; is ambiguous. Write @, /, ? and # in a password or path as %40, %2F, %3F and %23.</source>
        <translation>&quot;{text}&quot; ist mehrdeutig. Schreiben Sie @, /, ? und # in einem Passwort oder Pfad als %40, %2F, %3F und %23.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="233"/>
        <source>&quot;{path}&quot; is a folder. Choose a video file, or one image of a numbered sequence in it.</source>
        <translation>&quot;{path}&quot; ist ein Ordner. Wählen Sie eine Videodatei oder ein Bild einer nummerierten Folge darin.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="236"/>
        <source>There is no file &quot;{path}&quot;. Check it, or enter a camera number, a network address or testpattern.</source>
        <translation>Es gibt keine Datei &quot;{path}&quot;. Prüfen Sie den Namen oder geben Sie die Nummer einer Kamera, eine Netzwerkadresse oder testpattern ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="243"/>
        <source>&quot;{path}&quot; is neither a file nor a camera. Choose a video file, or a camera from the list.</source>
        <translation>&quot;{path}&quot; ist weder eine Datei noch eine Kamera. Wählen Sie eine Videodatei oder eine Kamera aus der Liste.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Shared/Source.py" line="248"/>
        <source>&quot;{path}&quot; is not a valid file name. Choose a file with the browse button.</source>
        <translation>&quot;{path}&quot; ist kein gültiger Dateiname. Wählen Sie mit der Schaltfläche eine Datei.</translation>
    </message>
</context>
<context>
    <name>Sources.CameraList</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/CameraList.py" line="33"/>
        <source>Install the Python package cv2-enumerate-cameras to list cameras by name.</source>
        <translation>Installieren Sie das Python-Paket cv2-enumerate-cameras, um Kameras mit ihrem Namen aufzulisten.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/CameraList.py" line="40"/>
        <source>This backend cannot find cameras by name. Choose Automatic as the backend.</source>
        <translation>Dieses Backend kann Kameras nicht am Namen finden. Wählen Sie Automatic als Backend.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/CameraList.py" line="77"/>
        <source>There are {count} cameras named &quot;{name}&quot;. Choose one from the list.</source>
        <translation>Es gibt {count} Kameras mit dem Namen &quot;{name}&quot;. Wählen Sie eine aus der Liste.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/CameraList.py" line="79"/>
        <source>The camera &quot;{name}&quot; is not connected. Connect it, or choose another.</source>
        <translation>Die Kamera &quot;{name}&quot; ist nicht angeschlossen. Schließen Sie sie an oder wählen Sie eine andere.</translation>
    </message>
</context>
<context>
    <name>Sources.Diagnosis</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="25"/>
        <source>&quot;{camera}&quot; did not start. Close other programs that use it, or unplug it and plug it in again.</source>
        <translation>&quot;{camera}&quot; ist nicht angelaufen. Schließen Sie andere Programme, die sie verwenden, oder ziehen Sie das Kabel und stecken Sie es wieder ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="32"/>
        <source>&quot;{source}&quot; is not a readable video. Check that it is a complete video file.</source>
        <translation>&quot;{source}&quot; ist kein lesbares Video. Prüfen Sie, ob es eine vollständige Videodatei ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="48"/>
        <source>Camera {address} did not open. Check that it is connected, that no other program uses it, and that the system&apos;s privacy settings allow camera access.</source>
        <translation>Die Kamera {address} hat sich nicht geöffnet. Prüfen Sie, ob sie angeschlossen ist, ob kein anderes Programm sie verwendet und ob das System den Zugriff auf die Kamera erlaubt.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="54"/>
        <source>There is no camera {address} on this computer. Connect it, or choose another source.</source>
        <translation>An diesem Computer gibt es keine Kamera {address}. Schließen Sie sie an oder wählen Sie eine andere Quelle.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="58"/>
        <source>Permission denied for camera {address} ({device}). Add yourself to the group &quot;video&quot; and log in again.</source>
        <translation>Der Zugriff auf die Kamera {address} ({device}) ist verweigert. Nehmen Sie sich in die Gruppe &quot;video&quot; auf und melden Sie sich neu an.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="62"/>
        <source>Camera {address} did not start. Close other programs that use it, or unplug it and plug it in again.</source>
        <translation>Die Kamera {address} ist nicht angelaufen. Schließen Sie andere Programme, die sie verwenden, oder ziehen Sie das Kabel und stecken Sie es wieder ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="73"/>
        <source>&quot;{address}&quot; is not a valid network address. Check its host name and port.</source>
        <translation>&quot;{address}&quot; ist keine gültige Netzwerkadresse. Prüfen Sie Rechnernamen und Port.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="75"/>
        <source>No video from {address}. Check the address, and that the sender is on.</source>
        <translation>Von {address} kommt kein Video. Prüfen Sie die Adresse und ob der Sender eingeschaltet ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="81"/>
        <source>Nothing answers at {host}:{port}. Check the address, and that the camera is on.</source>
        <translation>Unter {host}:{port} antwortet nichts. Prüfen Sie die Adresse und ob die Kamera eingeschaltet ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="85"/>
        <source>{address} answers but sends no readable video. Check the path, the user name and the password.</source>
        <translation>{address} antwortet, sendet aber kein lesbares Video. Prüfen Sie Pfad, Benutzernamen und Passwort.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="94"/>
        <source>{address} is a web page, not a video. Enter the address of the stream itself.</source>
        <translation>{address} ist eine Webseite, kein Video. Geben Sie die Adresse des Streams selbst ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="100"/>
        <source>{host} asks for a user name and a password. Example: {scheme}://user:password@{host}...</source>
        <translation>{host} verlangt Benutzernamen und Passwort. Beispiel: {scheme}://user:password@{host}...</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="102"/>
        <source>{host} has no video at {address} (HTTP {code}). Check the path.</source>
        <translation>{host} hat unter {address} kein Video (HTTP {code}). Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Diagnosis.py" line="106"/>
        <source>{address} answers but sends no readable video. Check the path.</source>
        <translation>{address} antwortet, sendet aber kein lesbares Video. Prüfen Sie den Pfad.</translation>
    </message>
</context>
<context>
    <name>Sources.HttpQuestion</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/HttpQuestion.py" line="62"/>
        <source>{address} accepts the connection but does not answer like a camera. Check the address and port.</source>
        <translation>{address} nimmt die Verbindung an, antwortet aber nicht wie eine Kamera. Prüfen Sie Adresse und Port.</translation>
    </message>
</context>
<context>
    <name>Sources.ImageSequence</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/ImageSequence.py" line="41"/>
        <source>Each of these images has several pages. Only the first page is shown.</source>
        <translation>Jedes dieser Bilder hat mehrere Seiten. Nur die erste wird gezeigt.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/ImageSequence.py" line="61"/>
        <source>&quot;{path}&quot; is not a readable image. Remove or replace it.</source>
        <translation>&quot;{path}&quot; ist kein lesbares Bild. Entfernen oder ersetzen Sie es.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/ImageSequence.py" line="113"/>
        <source>There is no folder &quot;{folder}&quot;. Check the name of the image sequence.</source>
        <translation>Es gibt keinen Ordner &quot;{folder}&quot;. Prüfen Sie den Namen der Bildfolge.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/ImageSequence.py" line="118"/>
        <source>There is no image &quot;{name}&quot; in &quot;{folder}&quot;. Check the name and its digits.</source>
        <translation>Es gibt kein Bild &quot;{name}&quot; in &quot;{folder}&quot;. Prüfen Sie den Namen und seine Ziffern.</translation>
    </message>
</context>
<context>
    <name>Sources.Jpeg</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Jpeg.py" line="38"/>
        <source>{count} damaged images were skipped.</source>
        <translation>{count} beschädigte Bilder wurden übergangen.</translation>
    </message>
</context>
<context>
    <name>Sources.LivePackets</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/LivePackets.py" line="113"/>
        <source>This computer is too slow for this size: it shows {shown:.0f} of {sent:.0f} frames/s. Set the camera to a smaller size or a lower frame rate.</source>
        <translation>Dieser Computer ist für diese Größe zu langsam: Er zeigt {shown:.0f} von {sent:.0f} Bildern/s. Stellen Sie die Kamera auf eine kleinere Größe oder Bildrate ein.</translation>
    </message>
</context>
<context>
    <name>Sources.OpenCVSource</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/OpenCVSource.py" line="44"/>
        <source>OpenCV reads this video, without support for interlacing, changes of size or more than 8 bits. Install the Python package av (PyAV), and choose Automatic as the backend.</source>
        <translation>OpenCV liest dieses Video, ohne Zeilensprung, Wechsel der Größe oder mehr als 8 Bit zu unterstützen. Installieren Sie das Python-Paket av (PyAV) und wählen Sie Automatic als Backend.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/OpenCVSource.py" line="134"/>
        <source>OpenCV cannot read {source}, which may be interlaced. Install the Python package av (PyAV), and choose Automatic as the backend.</source>
        <translation>OpenCV kann {source} nicht lesen; es hat vielleicht Zeilensprung. Installieren Sie das Python-Paket av (PyAV) und wählen Sie Automatic als Backend.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/OpenCVSource.py" line="228"/>
        <source>The backend {backend} is not available on this computer. Choose Automatic as the backend.</source>
        <translation>Das Backend {backend} ist auf diesem Computer nicht verfügbar. Wählen Sie Automatic als Backend.</translation>
    </message>
</context>
<context>
    <name>Sources.OpenSource</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/OpenSource.py" line="30"/>
        <source>&quot;{source}&quot; is a DICOM file. Load it with the DICOM module: File &gt; Add DICOM Data.</source>
        <translation>&quot;{source}&quot; ist eine DICOM-Datei. Laden Sie sie mit dem Modul DICOM: Datei &gt; DICOM-Daten hinzufügen.</translation>
    </message>
</context>
<context>
    <name>Sources.Replay</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Replay.py" line="58"/>
        <source>&quot;{source}&quot; is not a readable video. Check that it is a complete video file.</source>
        <translation>&quot;{source}&quot; ist kein lesbares Video. Prüfen Sie, ob es eine vollständige Videodatei ist.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Replay.py" line="108"/>
        <source>Skipped {time} without frames.</source>
        <translation>{time} ohne Bilder wurden übersprungen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/Replay.py" line="134"/>
        <source>Part {part} was cut off. Frames missing: {count}.</source>
        <translation>Teil {part} wurde abgeschnitten. Fehlende Bilder: {count}.</translation>
    </message>
</context>
<context>
    <name>Sources.StreamOptions</name>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/StreamOptions.py" line="111"/>
        <source>The certificate of {host} cannot be verified ({reason}). If you trust this network, clear Verify certificate under Advanced.</source>
        <translation>Das Zertifikat von {host} kann nicht geprüft werden ({reason}). Wenn Sie diesem Netzwerk vertrauen, schalten Sie unter Erweitert das Prüfen des Zertifikats aus.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Capture/Sources/StreamOptions.py" line="136"/>
        <source>The playlist {url} leads to {address}, not on {host}. Enter the address of the stream itself.</source>
        <translation>Die Playlist {url} führt zu {address}, nicht auf {host}. Geben Sie die Adresse des Streams selbst ein.</translation>
    </message>
</context>
<context>
    <name>View.BackgroundView</name>
    <message>
        <location filename="CameraStreamLib/View/BackgroundView.py" line="38"/>
        <source>{name!r} is not a 3D view. Pass its layout name, such as 1, or None for no view.</source>
        <translation>{name!r} ist keine 3D-Ansicht. Übergeben Sie ihren Namen im Layout, etwa 1, oder None für keine.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/View/BackgroundView.py" line="102"/>
        <source>The lens distorts the picture, so models are off toward its edges. Switch Undistort on.</source>
        <translation>Das Objektiv verzeichnet das Bild, daher liegen Modelle zum Rand hin daneben. Schalten Sie Entzerren ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/View/BackgroundView.py" line="165"/>
        <source>Models can be shown over the picture of a calibrated camera only: calibrate this camera first.</source>
        <translation>Modelle können nur über dem Bild einer kalibrierten Kamera gezeigt werden: Kalibrieren Sie zuerst diese Kamera.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/View/BackgroundView.py" line="168"/>
        <source>The calibration is for pictures of another size. Calibrate the camera at this size.</source>
        <translation>Die Kalibrierung gilt für Bilder einer anderen Größe. Kalibrieren Sie die Kamera bei dieser Größe.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/View/BackgroundView.py" line="177"/>
        <source>&quot;{name}&quot; scales, mirrors or bends, which a camera&apos;s pose cannot. Choose a rigid transform.</source>
        <translation>&quot;{name}&quot; skaliert, spiegelt oder verbiegt, was die Lage einer Kamera nicht kann. Wählen Sie eine starre Transformation.</translation>
    </message>
</context>
<context>
    <name>View.LiveBackground</name>
    <message>
        <location filename="CameraStreamLib/View/LiveBackground.py" line="43"/>
        <source>{view} already shows a camera behind its scene. Choose another 3D view, or stop that camera.</source>
        <translation>{view} zeigt schon eine Kamera hinter ihrer Szene. Wählen Sie eine andere 3D-Ansicht oder halten Sie diese Kamera an.</translation>
    </message>
</context>
<context>
    <name>View.SliceDisplay</name>
    <message>
        <location filename="CameraStreamLib/View/SliceDisplay.py" line="40"/>
        <source>{name!r} is not a slice view. Pass a name such as Red, or None for no view.</source>
        <translation>{name!r} ist keine Schichtansicht. Übergeben Sie einen Namen wie Red oder None für keine Ansicht.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/View/SliceDisplay.py" line="43"/>
        <source>{rotation!r} is not a valid rotation. Choose 0, 90, 180 or 270 degrees.</source>
        <translation>{rotation!r} ist keine gültige Drehung. Wählen Sie 0, 90, 180 oder 270 Grad.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/View/SliceDisplay.py" line="46"/>
        <source>{spacing!r} is not a valid spacing. Enter {minimum} to {maximum} mm per pixel.</source>
        <translation>{spacing!r} ist keine gültige Pixelgröße. Geben Sie {minimum} bis {maximum} mm pro Pixel ein.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/View/SliceDisplay.py" line="54"/>
        <source>none, because there is no main window</source>
        <translation>keine, weil es kein Hauptfenster gibt</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/View/SliceDisplay.py" line="55"/>
        <source>&quot;{viewName}&quot; is not a slice view. Choose one of {names}.</source>
        <translation>&quot;{viewName}&quot; ist keine Schichtansicht. Wählen Sie eine von {names}.</translation>
    </message>
</context>
<context>
    <name>View.ThreeDDisplay</name>
    <message>
        <location filename="CameraStreamLib/View/ThreeDDisplay.py" line="24"/>
        <source>none, because there is no main window</source>
        <translation>keine, weil es kein Hauptfenster gibt</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/View/ThreeDDisplay.py" line="26"/>
        <source>&quot;{viewName}&quot; is not the layout name of a 3D view. Choose one of {names}.</source>
        <translation>&quot;{viewName}&quot; ist nicht der Name einer 3D-Ansicht im Layout. Wählen Sie eine von {names}.</translation>
    </message>
</context>
<context>
    <name>View3DSection</name>
    <message>
        <location filename="Resources/UI/View3DSection.ui" line="21"/>
        <source>Augmented Reality</source>
        <translation>Erweiterte Realität</translation>
    </message>
    <message>
        <location filename="Resources/UI/View3DSection.ui" line="33"/>
        <location filename="Resources/UI/View3DSection.ui" line="52"/>
        <source>The 3D view that shows the picture behind its models, seen by the calibrated camera. Your own view of the scene returns when the camera stops.</source>
        <translation>Die 3D-Ansicht, die das Bild hinter ihren Modellen zeigt, gesehen von der kalibrierten Kamera. Ihr eigener Blick auf die Szene kehrt zurück, wenn die Kamera anhält.</translation>
    </message>
    <message>
        <location filename="Resources/UI/View3DSection.ui" line="36"/>
        <source>3D view:</source>
        <translation>3D-Ansicht:</translation>
    </message>
    <message>
        <location filename="Resources/UI/View3DSection.ui" line="73"/>
        <location filename="Resources/UI/View3DSection.ui" line="92"/>
        <source>Transform from the camera to the world, for example that of a tracked camera. Its axes: x to the right in the picture, y down, z away from the camera. None: the camera is at the origin.</source>
        <translation>Transformation von der Kamera zur Welt, zum Beispiel die einer verfolgten Kamera. Ihre Achsen: x nach rechts im Bild, y nach unten, z von der Kamera weg. Keine: Die Kamera steht im Ursprung.</translation>
    </message>
    <message>
        <location filename="Resources/UI/View3DSection.ui" line="76"/>
        <source>Camera pose:</source>
        <translation>Lage der Kamera:</translation>
    </message>
    <message>
        <location filename="Resources/UI/View3DSection.ui" line="113"/>
        <source>Why the picture is not behind the 3D view, or what is wrong with it.</source>
        <translation>Warum das Bild nicht hinter der 3D-Ansicht liegt oder was daran nicht stimmt.</translation>
    </message>
</context>
<context>
    <name>Volume.FrameVolume</name>
    <message>
        <location filename="CameraStreamLib/Volume/FrameVolume.py" line="232"/>
        <source>&quot;{value}&quot; cannot show a camera. Choose a vector volume, or a scalar volume for grayscale.</source>
        <translation>&quot;{value}&quot; kann keine Kamera zeigen. Wählen Sie ein Vektorvolumen oder, für Graustufen, ein Skalarvolumen.</translation>
    </message>
    <message>
        <location filename="CameraStreamLib/Volume/FrameVolume.py" line="237"/>
        <source>&quot;{name}&quot; contains an image that the camera would overwrite. Choose another output volume.</source>
        <translation>&quot;{name}&quot; enthält ein Bild, das die Kamera überschreiben würde. Wählen Sie ein anderes Ausgabevolumen.</translation>
    </message>
</context>
<context>
    <name>qSlicerAbstractCoreModule</name>
    <message>
        <location filename="CameraStream.py" line="22"/>
        <source>IGT</source>
        <translation>IGT</translation>
    </message>
</context>
</TS>
