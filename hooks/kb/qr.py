"""QR codes of addresses, for paper and the projector."""

from io import BytesIO

import segno

from kb.forwarding import code_url

MOST = 152
"""Bytes of the longest content: version 8, 57 modules with the quiet zone, 0.35 mm each at 2 cm."""
SIZE_MM = 20
"""How wide and high it is on paper."""
_QUIET = 4
_DARK, _LIGHT = "#000", "#fff"
_LONGEST_CODE = "GZ-0000"


def qr_fault(base_url: str) -> str | None:
    """Return why no codes can be made of addresses below `base_url`, for people; None if they can."""
    if not base_url:
        return "打开了二维码，没有写内网地址：请在 mkdocs.yml 的 site_url 或者环境变量 KB_BASE_URL 里写明"
    if not base_url.startswith(("http://", "https://")):
        return f"二维码的内网地址应当以 http:// 或者 https:// 开头：{base_url}"
    if not base_url.endswith("/"):
        return f"二维码的内网地址应当以 / 结尾：{base_url}，应写成 {base_url}/"
    if (size := _size(base_url + code_url(_LONGEST_CODE))) > MOST:
        return f"内网地址太长，二维码印成2厘米看不清：连同编号{size}个字节，最多{MOST}个"
    return None


def qr_svg(text: str) -> str:
    """Return the code of `text` as an SVG element: dark on white, also where the page is dark.

    Raises ValueError, in Chinese, if the text is too long to be read at 2 cm.
    """
    drawn = _code(text).svg_inline(
        border=_QUIET, dark=_DARK, light=_LIGHT, svgclass="kb-qr", lineclass=None, omitsize=True
    )
    return drawn.replace(
        "<svg ", f'<svg width="{SIZE_MM}mm" height="{SIZE_MM}mm" aria-hidden="true" ', 1
    )


def qr_png(text: str) -> bytes:
    """Return the same as a picture for Word and slides."""
    raw = BytesIO()
    _code(text).save(raw, kind="png", scale=8, border=_QUIET, dark=_DARK, light=_LIGHT)
    return raw.getvalue()


def _code(text: str) -> segno.QRCode:
    if (size := _size(text)) > MOST:
        raise ValueError(f"二维码的内容太长：{size}个字节，最多{MOST}个")
    return segno.make_qr(text, error="m", boost_error=False)


def _size(text: str) -> int:
    return len(text.encode())
