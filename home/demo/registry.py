"""Who has demo content to load, without this app knowing them."""

from collections.abc import Callable

DemoLoader = Callable[[], None]

_loaders: list[DemoLoader] = []


def register_demo_loader(loader: DemoLoader) -> DemoLoader:
    """Call `loader()` when demo content is loaded, after those registered before. Use as a decorator."""
    _loaders.append(loader)
    return loader


def load_all() -> None:
    """Run every loader in the order of registration, which is the order of the apps."""
    for loader in _loaders:
        loader()
