from tests.nordwind import known

__all__ = ["known"]
