"""PDFs and spreadsheets: what is in them, and what they may not do to whoever reads them."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

from exeoflow.content import ContentInvalid, read_pdf, read_xlsx, write_xlsx
from exeoflow.model.json import Json


def pdf(*pages: str) -> bytes:
    """A PDF with a line of text on each page."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for number, text in enumerate(pages):
        drawn = f"BT /F1 12 Tf 20 50 Td ({text}) Tj ET".encode()
        objects += [
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % (5 + 2 * number),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        ]
    file = io.BytesIO(b"%PDF-1.4\n")
    file.seek(0, io.SEEK_END)
    places = []
    for number, each in enumerate(objects, start=1):
        places.append(file.tell())
        file.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    table = file.tell()
    file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    file.writelines(b"%010d 00000 n \n" % place for place in places)
    file.write(b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return file.getvalue()


def rewritten(written: bytes, password: str | None = None) -> bytes:
    """The PDF with a title, and perhaps locked."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(written)))
    writer.add_metadata({"/Title": "Bill"})
    if password is not None:
        writer.encrypt(password, "owner", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def sheet(*rows: list[object], name: str | None = None) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(row)
    if name is not None:
        book.create_sheet(name).append(["other"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def test_each_page_of_a_pdf_has_its_text() -> None:
    read = read_pdf(rewritten(pdf("Bill 7", "", "Total 12")))

    assert isinstance(read, dict)
    assert read["pages"] == ["Bill 7", "", "Total 12"]
    assert isinstance(read["info"], dict)
    assert read["info"]["Title"] == "Bill"


def test_a_pdf_that_anybody_may_open_is_read_though_it_is_encrypted() -> None:
    read = read_pdf(rewritten(pdf("open"), password=""))

    assert isinstance(read, dict)
    assert read["pages"] == ["open"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "no PDF"),
        (b"%PDF-1.4 and nothing", "no PDF"),
        (pdf("x").replace(b"/Pages 2 0 R", b"/Pages 9 0 R"), "no PDF"),
        (rewritten(pdf("x"), password="secret"), "locked"),
        (pdf("a" * 600_000, "b" * 600_000), "more than 1000000 characters"),
    ],
    ids=["empty", "cut", "damaged", "locked", "large"],
)
def test_what_is_no_readable_pdf_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ContentInvalid, match=message):
        read_pdf(data)


def test_rows_of_a_spreadsheet_have_the_names_of_the_first() -> None:
    data = sheet(["id", None, "id"], [1, "=1+1", True], [None, None, None], [2.5, "ä", None, 0])

    assert read_xlsx(data) == [
        {"id": 1, "column_2": None, "id_3": True, "column_4": None},
        {"id": 2.5, "column_2": "ä", "id_3": None, "column_4": 0},
    ]


def test_dates_are_texts_or_the_numbers_by_which_the_sheet_counts_them() -> None:
    data = sheet([datetime(2026, 7, 1, 12), datetime(2026, 7, 1, 12).time()])  # noqa: DTZ001 - sheets have no zone

    assert read_xlsx(data, has_header=False) == [["2026-07-01T12:00:00", "12:00:00"]]
    assert read_xlsx(data, has_header=False, counts_dates=True) == [[46204.5, 0.5]]


def test_another_sheet_is_read_by_its_name() -> None:
    data = sheet([1], name="more")

    assert read_xlsx(data, sheet="more", has_header=False) == [["other"]]
    with pytest.raises(ContentInvalid, match="no sheet of this name"):
        read_xlsx(data, sheet="none")
    assert read_xlsx(sheet()) == []


def test_what_is_written_is_read_again_and_the_same_bytes_each_time() -> None:
    rows: list[list[Json]] = [["a", "b"], ["=1+1", 1.5], ["http://example.com", None], [{"x": [1]}, False]]

    data = write_xlsx(iter(rows), sheet="List")

    assert data == write_xlsx(rows, sheet="List")
    assert read_xlsx(data, sheet="List", has_header=False) == [
        ["a", "b"],
        ["=1+1", 1.5],
        ["http://example.com"],
        ['{"x": [1]}', False],
    ]


@pytest.mark.parametrize(
    ("rows", "name", "message"),
    [
        ([["x" * 40_000]], None, "at most 32767"),
        ([[1] * 20_000], None, "do not fit"),
        ([[1]], "a/b", "name"),
    ],
)
def test_rows_that_fit_no_spreadsheet_are_refused(
    rows: list[list[Json]], name: str | None, message: str
) -> None:
    with pytest.raises(ContentInvalid, match=message):
        write_xlsx(rows, sheet=name)


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 40_000_000)
    return file.getvalue()


def far_cell() -> bytes:
    """A sheet with a value in its last row: who lays it out has millions of cells."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.cell(row=1_048_576, column=1, value=1)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"id;name", "no spreadsheet"),
        (sheet([1])[:400], "no spreadsheet"),
        (bomb(), "no spreadsheet|too large"),
        (far_cell(), "too large"),
    ],
    ids=["text", "cut", "bomb", "far cell"],
)
def test_what_is_no_spreadsheet_or_too_large_a_one_is_refused(data: bytes, message: str) -> None:
    assert len(data) < 100_000
    with pytest.raises(ContentInvalid, match=message):
        read_xlsx(data)
