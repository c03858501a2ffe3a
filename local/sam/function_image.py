"""The image that all functions share: the runtime's with the built layers in /opt, where Lambda puts them.

sam would build the layers into an image anew for every single function, at each start.
"""

from pathlib import Path
from typing import Final

from local.sam.docker import Docker
from local.sam.runtime_image import machine_architecture

FUNCTION_IMAGE: Final = "exeoflow-functions"
LAYERS: Final = ("DependenciesLayer", "ImagesLayer", "SignaturesLayer", "ExeoflowLayer", "ConsoleLayer")


def build_function_image(docker: Docker, runtime_image: str, built: Path) -> None:
    """Build the image from the folder `built`, in which `sam build` has left the layers."""
    dockerfile = f"FROM {runtime_image}\nCOPY {'/ '.join(LAYERS)}/ /opt/\n"
    docker.build(dockerfile, built, FUNCTION_IMAGE)
    # What sam has made of the image before would be taken for what it makes of the new one.
    docker.remove(f"{FUNCTION_IMAGE}:rapid-{machine_architecture()}")
