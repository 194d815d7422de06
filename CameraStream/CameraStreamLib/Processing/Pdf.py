"""A page of PDF at true scale, of black shapes and text: a few lines, and no package to install."""

import itertools
from pathlib import Path

POINTS = 72 / 25.4
"""PDF's unit, points, in a millimeter."""

CURVE = 0.5523
"""Of a quarter of a circle as a Bezier curve: where its two middle points lie, as a share of the radius; the error is
0.03 % of that."""


class PdfPage:
    """``width`` and ``height``, and all measures, are in mm, from the upper left corner, y down."""

    def __init__(self, width: float, height: float):
        self._size = (width * POINTS, height * POINTS)
        self._content = [f"{POINTS:.8f} 0 0 {-POINTS:.8f} 0 {self._size[1]:.6f} cm"]

    def rectangle(self, left: float, top: float, width: float, height: float, isWhite: bool = False) -> None:
        """Black, or white."""
        self._content.append(f"{int(isWhite)} g {left:.5f} {top:.5f} {width:.5f} {height:.5f} re f")

    def circle(self, x: float, y: float, radius: float) -> None:
        """Black."""
        corners = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 0)]
        path = [f"0 g {x + radius:.5f} {y:.5f} m"]
        for (ax, ay), (bx, by) in itertools.pairwise(corners):
            points = [(ax + CURVE * bx, ay + CURVE * by), (bx + CURVE * ax, by + CURVE * ay), (bx, by)]
            path.append(" ".join(f"{x + radius * px:.5f} {y + radius * py:.5f}" for px, py in points) + " c")
        self._content.append(" ".join([*path, "f"]))

    def text(self, x: float, y: float, text: str, size: float = 3.0) -> None:
        """Latin letters, ``size`` mm high, from x on, on the line y."""
        escaped = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
        self._content.append(f"0 g BT /F {size:.3f} Tf 1 0 0 -1 {x:.5f} {y:.5f} Tm ({escaped}) Tj ET")

    def ruler(self, x: float, y: float, length: int = 100) -> None:
        """A line of ``length`` mm with a mark at each cm, by which the print's scale can be checked."""
        self.rectangle(x, y, length, 0.3)
        for mark in range(0, length + 1, 10):
            self.rectangle(x + mark - 0.1, y - (3 if mark % 50 == 0 else 2), 0.2, 3 if mark % 50 == 0 else 2)
        self.text(x + length + 2, y, f"{length} mm. Print at 100 %, and measure.")

    def save(self, path: Path) -> None:
        """Write the file.

        :raises OSError: if that is not possible
        """
        content = "\n".join(self._content).encode("latin-1", "replace")
        width, height = self._size
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width:.4f} {height:.4f}] /Contents 4 0 R "
            "/Resources << /Font << /F 5 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        ]
        data, starts = b"%PDF-1.4\n", []
        for number, each in enumerate(objects, 1):
            starts.append(len(data))
            data += b"%d 0 obj\n%s\nendobj\n" % (number, each)
        table = b"".join(b"%010d 00000 n \n" % start for start in starts)
        data += b"xref\n0 6\n0000000000 65535 f \n" + table
        data += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % data.rindex(b"xref\n0 6")
        Path(path).write_bytes(data)
