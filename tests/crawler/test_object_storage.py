"""Archives and records in object storage, on an S3 server that checks keys and signatures.

`.ci/run` has the server in an environment of its own.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.cli.command import environment, told, wellread_here
from tests.crawler.commands.unit_archives import PAGES, crawl_twice
from tests.crawler.loopback import MAX_WAIT_SECONDS
from tests.test_examples import EXAMPLES
from wellread import Unit, UnitCounts, extract_unit, units
from wellread.crawler.object_storage import StorageError, fetch_object, put_object, to_path

boto3 = pytest.importorskip("boto3", reason="it needs a server: make .venv-loads/.ready")
servers = pytest.importorskip("moto.server")
pytest.importorskip("s3fs")

_NOBODY = {"AWS_ACCESS_KEY_ID": "nobody", "AWS_SECRET_ACCESS_KEY": "nothing", "AWS_DEFAULT_REGION": "us-east-1"}
_ALL = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}
MIB = 2**20


@pytest.fixture(scope="module")
def credentials() -> Iterator[dict[str, str]]:
    """The variables of somebody who may do everything on the server."""
    server = servers.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**_NOBODY, "AWS_ENDPOINT_URL": address}.items():
            patch.setenv(name, value)
        try:
            people = boto3.Session().client("iam")
            people.create_user(UserName="reader")
            people.put_user_policy(UserName="reader", PolicyName="all", PolicyDocument=json.dumps(_ALL))
            key = people.create_access_key(UserName="reader")["AccessKey"]
            check_all = Request(f"{address}/moto-api/reset-auth", b"0", {"Content-Type": "text/plain"})
            with urlopen(check_all):  # keys and signatures, from now on
                pass
            yield {
                "AWS_ACCESS_KEY_ID": key["AccessKeyId"],
                "AWS_SECRET_ACCESS_KEY": key["SecretAccessKey"],
                "AWS_DEFAULT_REGION": "us-east-1",
                "AWS_ENDPOINT_URL": address,
            }
        finally:
            server.stop()


@pytest.fixture
def storage(credentials: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A client of the server, which has an empty bucket."""
    import s3fs

    for name, value in credentials.items():
        monkeypatch.setenv(name, value)
    s3fs.S3FileSystem.clear_instance_cache()
    client = boto3.Session().client("s3")
    client.create_bucket(Bucket="bucket")
    yield client
    for key in list_keys(client):
        client.delete_object(Bucket="bucket", Key=key)
    for upload in client.list_multipart_uploads(Bucket="bucket").get("Uploads", ()):
        client.abort_multipart_upload(Bucket="bucket", Key=upload["Key"], UploadId=upload["UploadId"])
    client.delete_bucket(Bucket="bucket")


@pytest.fixture
def archive(tmp_path: Path, storage: Any) -> Path:
    """The archives of two sites, one of which is cut off, and of nothing; the same lie in the bucket."""
    folder = tmp_path / "archive"
    for host in ("a.example", "b.example"):
        crawl_twice(folder / host, host)
    cut = max((folder / "b.example").iterdir())
    cut.write_bytes(cut.read_bytes()[:-1000])
    (folder / "none.warc.gz").write_bytes(b"no archive")
    for path in folder.rglob("*.gz"):
        storage.upload_file(str(path), "bucket", f"archive/{path.relative_to(folder)}")
    return folder


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def find_unit(source: str | Path) -> Unit:
    return next(unit for unit in units(source) if "a-example" in unit.name)


def list_keys(client: Any, prefix: str = "") -> list[str]:
    return [found["Key"] for found in client.list_objects_v2(Bucket="bucket", Prefix=prefix).get("Contents", ())]


def read(client: Any, key: str) -> bytes:
    content: bytes = client.get_object(Bucket="bucket", Key=key)["Body"].read()
    return content


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_archives_in_a_bucket_give_the_bytes_of_those_on_the_disk(
    jobs: str, archive: Path, storage: Any, temporary: Path, tmp_path: Path
) -> None:
    here = wellread_here("extract", archive, "-o", "out.jsonl", cwd=tmp_path)
    target = "s3://bucket/records/out.jsonl"
    there = wellread_here("extract", "s3://bucket/archive", "-o", target, "--jobs", jobs, cwd=tmp_path)
    assert (here.returncode, there.returncode) == (4, 4)
    assert there.stderr == here.stderr.replace(str(archive), "s3://bucket/archive")
    assert "s3://bucket/archive/none.warc.gz: not a WARC file" in there.stderr
    assert list_keys(storage, "records/") == ["records/out.jsonl"]
    assert read(storage, "records/out.jsonl") == (tmp_path / "out.jsonl").read_bytes()
    assert not list(temporary.glob("wellread-*"))


def test_a_unit_is_an_object_that_is_made_once(archive: Path, storage: Any, tmp_path: Path) -> None:
    here, there = find_unit(archive), find_unit("s3://bucket/archive")
    target = "s3://bucket/units/a.jsonl"
    assert there.name == here.name
    assert there.paths == tuple(path.replace(str(archive), "s3://bucket/archive") for path in here.paths)
    counts = extract_unit(there, target)
    assert counts == extract_unit(here, tmp_path / "a.jsonl") == UnitCounts(pages=2 * PAGES, records=PAGES + 1)
    assert read(storage, "units/a.jsonl") == (tmp_path / "a.jsonl").read_bytes()
    assert list_keys(storage, "units/") == ["units/a.jsonl", "units/a.jsonl.receipt.json"]
    before = storage.head_object(Bucket="bucket", Key="units/a.jsonl")
    assert extract_unit(there, target) == counts
    assert storage.head_object(Bucket="bucket", Key="units/a.jsonl")["LastModified"] == before["LastModified"]


def test_a_unit_is_made_again_if_its_archives_or_records_have_changed(archive: Path, storage: Any) -> None:
    unit, target = find_unit("s3://bucket/archive"), "s3://bucket/units/a.jsonl"
    counts = extract_unit(unit, target)
    records = read(storage, "units/a.jsonl")
    storage.put_object(Bucket="bucket", Key="units/a.jsonl", Body=records[:-100])
    assert extract_unit(unit, target) == counts
    assert read(storage, "units/a.jsonl") == records
    last = max(archive.glob("a.example/*"))
    storage.put_object(Bucket="bucket", Key=f"archive/a.example/{last.name}", Body=last.read_bytes()[:-1000])
    assert len(extract_unit(unit, target).failures) == 1


@pytest.mark.usefixtures("archive")
def test_an_archive_that_is_gone_before_it_is_read_is_an_error_and_no_record_less(storage: Any) -> None:
    unit, target = find_unit("s3://bucket/archive"), "s3://bucket/units/a.jsonl"
    for path in unit.paths[1:]:
        storage.delete_object(Bucket="bucket", Key=path.removeprefix("s3://bucket/"))
    with pytest.raises(StorageError, match=re.escape(unit.paths[1])) as raised:
        extract_unit(unit, target)
    assert raised.value.is_lasting
    assert list_keys(storage, "units/") == []


def test_an_engine_reads_from_a_bucket_and_writes_into_it(archive: Path, storage: Any, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    command = [sys.executable, str(EXAMPLES / "extract_dask.py"), "s3://bucket/archive", "s3://bucket/records"]
    run = subprocess.run(
        command, cwd=tmp_path, env=environment(**os.environ), check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("s3://bucket/archive/") == 2  # what could not be read
    found = b"".join(read(storage, f"records/{unit.name}.jsonl") for unit in units("s3://bucket/archive"))
    assert found.decode() == wellread_here("extract", archive, cwd=tmp_path).stdout


def test_an_object_is_seen_once_it_is_whole_and_what_a_killed_process_has_put_is_swept(
    storage: Any, tmp_path: Path
) -> None:
    (tmp_path / "big").write_bytes(os.urandom(40 * MIB))
    storage.put_object(Bucket="bucket", Key="big", Body=b"old")
    others = storage.create_multipart_upload(Bucket="bucket", Key="bigger")["UploadId"]
    program = (
        "from pathlib import Path; from wellread.crawler.object_storage import put_object, to_path; "
        "put_object(Path('big'), to_path('s3://bucket/big'))"
    )
    killed = subprocess.Popen([sys.executable, "-c", program], cwd=tmp_path, env=environment(**os.environ))
    until = time.monotonic() + MAX_WAIT_SECONDS
    while not (begun := [upload for upload in list_uploads(storage) if upload["Key"] == "big"]):
        assert time.monotonic() < until
        assert killed.poll() is None
    killed.kill()
    killed.wait()
    assert begun
    assert read(storage, "big") == b"old"
    put_object(tmp_path / "big", to_path("s3://bucket/big"))
    assert read(storage, "big") == (tmp_path / "big").read_bytes()
    assert [upload["UploadId"] for upload in list_uploads(storage)] == [others]


def list_uploads(client: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.list_multipart_uploads(Bucket="bucket").get("Uploads", [])
    return found


@pytest.mark.usefixtures("storage")
def test_objects_are_copied_in_pieces(tmp_path: Path) -> None:
    size = 128 * MIB
    (tmp_path / "big").write_bytes(bytes(size))
    program = (
        "import resource; from pathlib import Path\n"
        "from wellread.crawler.object_storage import fetch_object, put_object, to_path\n"
        "place = to_path('s3://bucket/big')\n"
        "place.fs.ls('bucket')\n"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "put_object(Path('big'), place); fetch_object(place, Path('copy'))\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, cwd=tmp_path, env=environment(**os.environ), check=True, stdout=subprocess.PIPE)
    assert (tmp_path / "copy").stat().st_size == size
    assert int(done.stdout) * 1024 < size / 2


@pytest.mark.parametrize(
    ("source", "target", "variables", "code", "said"),
    [
        ("s3://none/archive", "s3://bucket/out.jsonl", {}, 2, "s3://none/archive: The specified bucket does not exist"),
        ("s3://bucket/none", "s3://bucket/out.jsonl", {}, 2, "s3://bucket/none: nothing is there"),
        ("s3://bucket/archive", "s3://none/out.jsonl", {}, 2, "s3://none/out.jsonl: The specified bucket does not"),
        ("s3://bucket/archive", "out.jsonl", {"AWS_SECRET_ACCESS_KEY": "wrong"}, 2, "The request signature"),
        ("s3://bucket/archive", "out.jsonl", {"AWS_ACCESS_KEY_ID": "nobody"}, 2, "The AWS Access Key Id you provided"),
        ("s3://bucket/archive", "out.jsonl", {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, 1, "Could not connect to the"),
        ("s4://bucket/archive", "out.jsonl", {}, 2, "Unsupported filesystem: 's4'"),
    ],
    ids=["no bucket", "no object", "no bucket for records", "wrong secret", "wrong key", "no server", "no protocol"],
)
@pytest.mark.usefixtures("archive")
def test_what_cannot_be_reached_is_one_line_and_a_code(  # noqa: PLR0917
    source: str,
    target: str,
    variables: dict[str, str],
    code: int,
    said: str,
    storage: Any,
    temporary: Path,
    tmp_path: Path,
) -> None:
    run = wellread_here("extract", source, "-o", target, cwd=tmp_path, **os.environ | variables)
    assert (run.returncode, run.stderr.count("\n")) == (code, 1), run.stderr
    assert said in told(run)
    assert not (tmp_path / "out.jsonl").exists()
    assert list_keys(storage, "out") == []
    assert not list(temporary.glob("wellread-*"))


def test_an_object_that_is_fetched_is_the_one_that_was_put(storage: Any, tmp_path: Path) -> None:
    for content in (b"", b"tea"):
        (tmp_path / "small").write_bytes(content)
        put_object(tmp_path / "small", to_path("s3://bucket/a b/small"))
        fetch_object(to_path("s3://bucket/a b/small"), tmp_path / "copy")
        assert (tmp_path / "copy").read_bytes() == content
    assert list_keys(storage) == ["a b/small"]


def test_a_command_that_is_killed_has_put_nothing_and_the_next_ends_what_it_began(
    archive: Path, storage: Any, temporary: Path, tmp_path: Path
) -> None:
    expected = wellread_here("extract", archive, cwd=tmp_path)
    target = "s3://bucket/out.jsonl"
    command = [sys.executable, "-m", "wellread", "extract", "s3://bucket/archive", "-o", target]
    killed = subprocess.Popen(command, cwd=tmp_path, env=environment(**os.environ, TMPDIR=str(temporary)))
    until = time.monotonic() + MAX_WAIT_SECONDS
    while not list(temporary.glob("*/parts/*.receipt.json")):
        assert time.monotonic() < until
        assert killed.poll() is None
        time.sleep(0.01)
    killed.kill()
    killed.wait()
    assert list_keys(storage, "out") == []
    run = wellread_here("extract", "s3://bucket/archive", "-o", target, cwd=tmp_path)
    assert run.returncode == 4
    assert read(storage, "out.jsonl").decode() == expected.stdout
    assert not list(temporary.glob("wellread-*"))
