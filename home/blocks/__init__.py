from home.blocks.body import BodyBlock

__all__ = ["BodyBlock"]
