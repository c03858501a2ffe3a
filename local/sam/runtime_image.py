"""The base image of the Lambda runtime: pulled from AWS where there is a network, else a stand-in."""

import platform
from pathlib import Path
from typing import Final

from local.sam.docker import Docker
from local.sam.python import VERSION
from local.sam.stand_in_image import build_stand_in

# What the template's parameter `Architecture` is called, by what the machine says.
_ARCHITECTURES: Final = {"x86_64": "x86_64", "amd64": "x86_64", "aarch64": "arm64", "arm64": "arm64"}


def machine_architecture() -> str:
    """Return the value of the template's parameter `Architecture` that fits this machine."""
    return _ARCHITECTURES.get(platform.machine().lower(), "x86_64")


def runtime_image() -> str:
    """Return the name of the image that `sam local` builds upon."""
    return f"public.ecr.aws/lambda/python:{VERSION}-{machine_architecture()}"


def bring_runtime_image(docker: Docker, python: Path) -> str:
    """Make sure that the image is there; return one line that says where it comes from."""
    image = runtime_image()
    if docker.has_image(image):
        return f"The image {image} is there."
    if docker.pull(image):
        return f"The image {image} was pulled."
    build_stand_in(docker, python, image)
    return f"The image {image} cannot be pulled; a stand-in was built from {python}."
