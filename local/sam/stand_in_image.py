"""Builds a stand-in for the base image of Lambda's Python runtime, for machines that can pull no image.

`sam local` needs little of it: a shell with mv, cp, rm, chmod and mkdir, the interpreter in /var/lang, and
/var/runtime/bootstrap, which hands events to the handler. Shell and interpreter are copied from this machine,
with the shared libraries that they load; the loop around the handler is AWS's own (`awslambdaric`, PyPI).
As the system is not Amazon Linux, nothing is proven about native libraries.
"""

import platform
import shutil
import ssl
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from local.sam.docker import Docker
from local.sam.errors import UnusableMachineError
from local.sam.python import COMMAND, VERSION

_RUNTIME_PACKAGES: Final = ("awslambdaric==4.2.2", f"boto3=={version('boto3')}")
_TOOLS: Final = ("sh", "mv", "cp", "rm", "chmod", "mkdir")
_LEFT_OUT: Final = (
    "test",
    "idlelib",
    "tkinter",
    "ensurepip",
    "site-packages",
    "config-*",
    "*.a",
    "__pycache__",
)
# Loaded by name resolution, and by the compiled packages of layers: no list of what is copied shows them.
_ALSO_LOADED: Final = (
    *("libnss_files.so.2", "libnss_dns.so.2", "libresolv.so.2"),
    *("libm.so.6", "libpthread.so.0", "libdl.so.2", "librt.so.1", "libutil.so.1"),
    *("libgcc_s.so.1", "libstdc++.so.6"),
)

_BOOTSTRAP: Final = f"""#!/bin/sh
export AWS_EXECUTION_ENV=AWS_Lambda_{COMMAND} LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime
export PYTHONPATH="/var/task:/opt/python/lib/{COMMAND}/site-packages:/opt/python:/var/runtime"
export PYTHONNOUSERSITE=1
cd /var/task
exec /var/lang/bin/{COMMAND} -m awslambdaric "${{_HANDLER:-$AWS_LAMBDA_FUNCTION_HANDLER}}"
"""

_CHANGES: Final = (
    "ENV PATH=/var/lang/bin:/usr/local/bin:/usr/bin:/bin:/opt/bin",
    "ENV LD_LIBRARY_PATH=/var/lang/lib:/lib64:/var/runtime:/var/task:/var/task/lib:/opt/lib",
    "ENV LAMBDA_TASK_ROOT=/var/task LAMBDA_RUNTIME_DIR=/var/runtime LANG=C.UTF-8 TZ=UTC",
    "ENV SSL_CERT_FILE=/etc/ca-bundle.crt",
    "WORKDIR /var/task",
    'ENTRYPOINT ["/var/runtime/bootstrap"]',
)


def build_stand_in(docker: Docker, python: Path, image: str) -> None:
    """Make `image` from the interpreter `python` and the tools of this machine (Linux only)."""
    if platform.system() != "Linux":
        message = f"The image {image} cannot be pulled: connect this machine to the Internet and try again."
        raise UnusableMachineError(message)
    with tempfile.TemporaryDirectory(prefix="exeoflow-image-") as folder:
        root = Path(folder) / "root"
        _stage(root, python)
        archive = Path(folder) / "root.tar"
        with tarfile.open(archive, "w") as tar:
            tar.add(root, arcname=".")
        docker.load_root(archive, image, _CHANGES)


def _stage(root: Path, python: Path) -> None:
    prefix = _prefix(python)
    for folder in (
        "tmp",
        "etc",
        "opt",
        "bin",
        "var/task",
        "var/rapid",
        "var/runtime",
        "var/lang/bin",
        "var/lang/lib",
    ):
        (root / folder).mkdir(parents=True)
    (root / "tmp").chmod(0o1777)
    _stage_tools(root)
    _stage_interpreter(root, python, prefix)
    _stage_runtime(root, python)
    _stage_libraries(root, prefix)
    _stage_certificates(root)
    (root / "etc/passwd").write_text("root:x:0:0:root:/root:/bin/sh\n")
    (root / "etc/group").write_text("root:x:0:\n")
    (root / "etc/nsswitch.conf").write_text("hosts: files dns\n")


def _stage_certificates(root: Path) -> None:
    """Copy the authorities that this machine trusts, for calls by TLS."""
    trusted = ssl.get_default_verify_paths().openssl_cafile
    for bundle in (
        Path("/etc/ssl/certs/ca-certificates.crt"),
        Path("/etc/pki/tls/certs/ca-bundle.crt"),
        Path(trusted),
    ):
        if bundle.is_file():
            shutil.copy(bundle, root / "etc/ca-bundle.crt")
            return


def _prefix(python: Path) -> Path:
    program = "import sys; print(sys.base_prefix)"
    return Path(
        subprocess.run([python, "-c", program], capture_output=True, text=True, check=True).stdout.strip()
    )


def _stage_tools(root: Path) -> None:
    for tool in _TOOLS:
        found = shutil.which(tool)
        if found is None:
            message = f"The command {tool} is missing: install coreutils and try again."
            raise UnusableMachineError(message)
        shutil.copy(found, root / "bin" / tool)


def _stage_interpreter(root: Path, python: Path, prefix: Path) -> None:
    shutil.copy(python.resolve(), root / "var/lang/bin" / COMMAND)
    for name in ("python3", "python"):
        (root / "var/lang/bin" / name).symlink_to(COMMAND)
    library = prefix / "lib" / COMMAND
    shutil.copytree(library, root / "var/lang/lib" / COMMAND, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    for shared in (prefix / "lib").glob(f"libpython{VERSION}.so*"):
        shutil.copy(shared, root / "var/lang/lib")
    # The image's interpreter looks for nothing outside of /var/lang; compiled once, not at every start.
    subprocess.run([python, "-m", "compileall", "-q", root / "var/lang/lib" / COMMAND], check=False)


def _stage_runtime(root: Path, python: Path) -> None:
    target = root / "var/runtime"
    command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    answer = subprocess.run(
        [*command, "--target", str(target), *_RUNTIME_PACKAGES], capture_output=True, text=True, check=False
    )
    if answer.returncode != 0:
        packages = " and ".join(_RUNTIME_PACKAGES)
        message = f"Neither the image nor {packages} can be fetched: connect to a package index."
        raise UnusableMachineError(message)
    bootstrap = target / "bootstrap"
    bootstrap.write_text(_BOOTSTRAP)
    bootstrap.chmod(0o755)


def _stage_libraries(root: Path, prefix: Path) -> None:
    binaries = [*root.glob("bin/*"), root / "var/lang/bin" / COMMAND, *root.glob("var/**/*.so*")]
    needed = set(_shared_libraries(binaries, prefix / "lib"))
    folders = {library.parent for library in needed}
    needed |= {folder / name for folder in folders for name in _ALSO_LOADED if (folder / name).exists()}
    for library in sorted(needed):
        if not library.is_relative_to(prefix) and not library.is_relative_to(root):
            target = root / library.relative_to("/")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(library, target)


def _shared_libraries(binaries: Iterable[Path], libraries: Path) -> Iterator[Path]:
    """Yield what `binaries` load, the loader itself included, as the machine's own loader resolves it."""
    answer = subprocess.run(
        ["/usr/bin/ldd", *binaries],
        capture_output=True,
        text=True,
        check=False,  # ldd fails on scripts and on static binaries, which load nothing
        env={"LD_LIBRARY_PATH": str(libraries)},
    )
    for line in answer.stdout.splitlines():
        for word in line.split():
            if word.startswith("/") and not word.endswith(":"):
                yield Path(word)
