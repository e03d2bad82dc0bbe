"""All the jobs: importing this makes them known."""

from saleor_returns_app.jobs import (
    money_jobs,
    order_jobs,
    parcel_jobs,
    return_jobs,
    shop_jobs,
    upkeep,
)
from saleor_returns_app.jobs.registry import WORKS, registry

__all__ = [
    "WORKS",
    "money_jobs",
    "order_jobs",
    "parcel_jobs",
    "registry",
    "return_jobs",
    "shop_jobs",
    "upkeep",
]
