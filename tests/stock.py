"""The stock hosts of the same notebooks, each on a free port: JupyterLab, and Voila as it comes."""

import os
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager

SECONDS = 120  # for a server to start on a busy machine
QUIET_LAB = [  # nothing asked of other hosts, by the server or by the page
    "--LabApp.news_url=None",
    "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    "--LabApp.extension_manager=readonly",
    "--IdentityProvider.token=",
    "--ServerApp.allow_root=True",
    "--ServerApp.port_retries=0",
]


@contextmanager
def jupyterlab(folder, cache, home):
    """Serve a folder of notebooks in JupyterLab, as ``tasks.py lab`` does; yield its address."""
    options = [f"--notebook-dir={folder}", *QUIET_LAB]
    with _serving("jupyterlab", options, cache, home) as address:
        yield address


@contextmanager
def voila(folder, cache, home):
    """Serve a folder of notebooks as ``voila notebooks/`` does; yield its address."""
    with _serving("voila", [str(folder)], cache, home) as address:
        yield address


@contextmanager
def _serving(module, options, cache, home):
    """Run a Jupyter application whose user's folders are all below ``home``."""
    port = _free()
    command = [sys.executable, "-m", module, f"--port={port}", "--no-browser", *options]
    own = {name: str(home / name.lower()) for name in FOLDERS}
    environment = {
        **os.environ,
        **own,
        "SPASMLAB_CACHE": str(cache),
        "JUPYTER_PREFER_ENV_PATH": "1",
    }
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    deadline = threading.Timer(SECONDS, process.kill)
    deadline.start()
    try:
        said = []
        for line in process.stderr:
            said.append(line)
            if f":{port}/" in line:
                break
        deadline.cancel()
        assert process.poll() is None, "".join(said)
        threading.Thread(target=process.stderr.read, daemon=True).start()  # or it would fill
        yield f"http://127.0.0.1:{port}"
    finally:
        deadline.cancel()
        process.terminate()
        process.wait(timeout=60)
        process.stderr.close()


FOLDERS = (
    "JUPYTER_CONFIG_DIR",
    "JUPYTER_DATA_DIR",
    "JUPYTER_RUNTIME_DIR",
    "JUPYTERLAB_SETTINGS_DIR",
    "JUPYTERLAB_WORKSPACES_DIR",
    "IPYTHONDIR",
)


def _free():
    """Return a port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]
