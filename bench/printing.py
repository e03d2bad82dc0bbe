"""Tables for people."""

from bench.measuring import Measurement, Table

HEADER = (
    "",
    "times",
    "per second",
    "per CPU s",
    "p50 ms",
    "p95 ms",
    "p99 ms",
    "CPU ms",
    "ratio",
)


def printed(table: Table) -> str:
    """Lay a table out in columns."""
    lines = [HEADER, *(_cells(table, row) for row in table.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADER))]
    laid = [_line(line, widths) for line in lines]
    rule = "-" * len(laid[0])
    notes = [f"  {note}" for note in table.notes]
    return "\n".join([table.title, rule, laid[0], rule, *laid[1:], *notes])


def _cells(table: Table, row: Measurement) -> tuple[str, ...]:
    percentiles = [row.percentile(percent) for percent in (50, 95, 99)]
    return (
        row.name,
        f"{row.times:,}",
        f"{row.rate:,.0f}",
        f"{row.per_processor_second:,.0f}" if row.per_processor_second else "",
        *("" if value is None else f"{value:,.2f}" for value in percentiles),
        "" if row.processor_ms is None else f"{row.processor_ms:,.2f}",
        f"{table.ratio(row):.2f}",
    )


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *rest = (
        cell.ljust(width) if column == 0 else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return "  ".join([first, *rest])
