"""A paper as a web page of its own, or as a piece of one."""

from base64 import b64encode
from html import escape
from typing import assert_never

from handlers.documents.document import (
    Block,
    BulletList,
    Document,
    Figure,
    Heading,
    Markup,
    Paragraph,
    Table,
    drawn,
)

STYLE = (
    "body{font:1rem/1.55 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;"
    "background:#fff}h1{font-size:1.6rem;line-height:1.25}h2{font-size:1.2rem;margin-top:1.8rem}h3{font-size:1rem}"
    "mark{background:#fff3bf;color:inherit;padding:0 .2em}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #b5b5b5;padding:.35rem .5rem;text-align:left;vertical-align:top}th{background:#f1f3f5}"
    "img{max-width:100%;height:auto}footer{margin-top:2rem;color:#595959;font-size:.85rem}"
    "@media(prefers-color-scheme:dark){body{background:#16181b;color:#ececec}a{color:#8ab4ff}th{background:#26292d}"
    "mark{background:#5c4b00}footer{color:#b8b8b8}}@media print{body{margin:0;max-width:none}}"
)

MARKUP = Markup(
    blank="<mark>[{says}]</mark>",
    strong="<strong>{says}</strong>",
    link='<a href="{address}">{says}</a>',
    marked='<mark id="{address}">{says}</mark>',
)


def as_html(document: Document) -> str:
    """A complete page; it loads nothing."""
    return (
        f'<!doctype html><html lang="{document.language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(document.title)}</title><style>{STYLE}</style></head>"
        f"<body><main>{as_fragment(document)}</main></body></html>\n"
    )


def as_fragment(document: Document, top: int = 1) -> str:
    """The paper without a page around it, for a website that has its own; ``top`` is the level of its title there."""
    footer = f"<footer>{escape(document.footer)}</footer>" if document.footer else ""
    blocks = "".join(_block(block, top) for block in document.blocks)
    return f"<h{top}>{escape(document.title)}</h{top}>{blocks}{footer}"


def _block(block: Block, top: int) -> str:
    match block:
        case Heading(says, level):
            return f"<h{top + level}>{escape(says)}</h{top + level}>"
        case Paragraph(runs):
            return f"<p>{MARKUP.of(runs)}</p>"
        case BulletList(items):
            return f"<ul>{''.join(f'<li>{MARKUP.of(item)}</li>' for item in items)}</ul>"
        case Table(_, _, _):
            return _table(block)
        case Figure(chart):
            source = f"data:image/png;base64,{b64encode(drawn(chart)).decode()}"
            return (
                f'<figure><img src="{source}" alt="{escape(chart.title)}">'
                f"<figcaption>{escape(chart.says)}</figcaption></figure>"
            )
        case _:
            assert_never(block)


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(value)}</td>' for value in row)}</tr>" for row in table.rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
