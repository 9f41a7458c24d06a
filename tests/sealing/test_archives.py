"""An archive is a zip for everybody, and for its reader not one byte of it is free."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convite.sealing import SealingError
from convite.sealing.archives import BLOCK, Archive, write_archive

FILES = {"uno.txt": b"hola", "vacío".encode("ascii", "ignore").decode(): b"", "datos/dos.bin": bytes(BLOCK + 7)}


def archive_of(path, files=FILES):
    with path.open("wb") as target:
        write_archive(target, files)
    return path


def read_all(path):
    with Archive(path) as archive:
        return {name: b"".join(archive.chunks(name)) for name in archive.entries}


def fault_of(path):
    with pytest.raises(SealingError) as fault:
        read_all(path)
    return fault.value.code


def test_an_archive_gives_back_its_files(tmp_path):
    assert read_all(archive_of(tmp_path / "a.zip")) == FILES


def test_an_archive_is_a_zip_for_every_other_program(tmp_path):
    with zipfile.ZipFile(archive_of(tmp_path / "a.zip")) as other:
        assert (other.testzip(), {name: other.read(name) for name in other.namelist()}) == (None, FILES)


def test_a_file_on_disk_is_written_like_its_bytes(tmp_path):
    (tmp_path / "dos").write_bytes(bytes(BLOCK + 7))
    ways = [io.BytesIO(), io.BytesIO()]
    write_archive(ways[0], {"a": tmp_path / "dos"})
    write_archive(ways[1], {"a": bytes(BLOCK + 7)})
    assert ways[0].getvalue() == ways[1].getvalue()


def test_a_file_is_read_as_a_stream(tmp_path):
    path = archive_of(tmp_path / "a.zip", {"a": b"uno\ndos\n"})
    with Archive(path) as archive:
        assert list(archive.stream("a")) == [b"uno\n", b"dos\n"]


@given(st.data())
def test_any_changed_byte_is_noticed(tmp_path_factory, data):
    path = archive_of(tmp_path_factory.getbasetemp() / "changed.zip", {"a.txt": b"hola", "b.txt": b"vecina"})
    content = bytearray(path.read_bytes())
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    path.write_bytes(content)
    assert fault_of(path) == "archive"


@pytest.mark.parametrize(
    "change", [lambda c: c[:-1], lambda c: c + b"\0", lambda c: b"\0" + c, lambda c: c[30:], lambda c: b""]
)
def test_an_archive_cut_or_grown_is_refused(change, tmp_path):
    path = archive_of(tmp_path / "a.zip")
    path.write_bytes(change(path.read_bytes()))
    assert fault_of(path) == "archive"


def test_a_zip_that_must_be_inflated_is_refused(tmp_path):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a", bytes(10_000_000))
    assert fault_of(path) == "archive"


def test_a_name_twice_is_refused(tmp_path):
    path, once = tmp_path / "twice.zip", io.BytesIO()
    write_archive(once, {"a": b"1", "b": b"2"})
    path.write_bytes(once.getvalue().replace(b"b2", b"a2").replace(b"\x00b", b"\x00a"))
    assert fault_of(path) == "archive"


def test_a_file_larger_than_expected_is_not_loaded(tmp_path):
    with Archive(archive_of(tmp_path / "a.zip")) as archive, pytest.raises(SealingError) as fault:
        archive.read("datos/dos.bin", 1000)
    assert str(fault.value) == "«datos/dos.bin» es más grande de lo que se espera."


@pytest.mark.parametrize("name", ["", "/a", "../a", "á", "a\n", "a" * 101])
def test_a_name_that_leads_elsewhere_is_not_written(name):
    with pytest.raises(ValueError, match="names"):
        write_archive(io.BytesIO(), {name: b""})


def test_too_many_files_are_not_written():
    with pytest.raises(ValueError, match="names"):
        write_archive(io.BytesIO(), {f"{number}": b"" for number in range(65)})
