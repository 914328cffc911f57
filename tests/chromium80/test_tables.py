"""The tables themselves: each row catches its examples, and what Chromium 80 has passes."""

import pytest

from .lint import LANGUAGES, Feature, features, lint

ROWS = [
    pytest.param(language, feature, example, id=f"{language}-{feature.name}-{example}")
    for language in LANGUAGES
    for feature in features(language)
    for example in feature.examples
]

FINE = {
    "javascript": [
        "a?.b ?? c?.[d] ?? e?.();",
        "class A { #x = 1_000; static y = 2; get() { return this.#x; } }",
        "async function* f() { for await (const a of b) yield a; }",
        "for (const [a, b] of Object.entries(Object.fromEntries(c))) d.flat().flatMap(e);",
        "const at = 1, inert = at, signal = inert; const o = { at, signal, cause: 1 };",
        "/(?<year>\\d{4})(?<!a)(?:b)(?=c)/su.exec(a); a.matchAll(/b/g); a ||  b; a && b;",
        "Promise.allSettled([a]); globalThis.b; 10n ** 2n; a.b = 'replaceAll'; // a ??= b",
        "new ResizeObserver(a).observe(b); b.append(c); b.toggleAttribute('inert');",
        "new Intl.PluralRules('zh'); navigator.clipboard.writeText(a); queueMicrotask(a);",
    ],
    "css": [
        ".a { display: grid; gap: 1px 2px; place-items: center }",
        ".a { grid-template-columns: 1fr; row-gap: 1px }",
        ".a:not(.b):not([c]):focus-within > .d:nth-child(2n+1)::before { content: '& :is(a)' }",
        "@media (hover: none) and (min-width: 40em) { .a { width: min(1px, 2vw) } }",
        "@supports (display: grid) { .a { margin: clamp(1px, 2vw, 3px) } }",
        ".a { margin-inline-start: 1px; -webkit-appearance: none; text-overflow: clip }",
        ".a { color: rgb(0 0 0 / 50%); position: sticky; overscroll-behavior: contain }",
        "@page { size: A4; margin: 2cm } /* .a:has(.b) { inset: 0 } */",
        "@font-face { font-family: a; src: local('inset') }",
    ],
}


@pytest.mark.parametrize(("language", "feature", "example"), ROWS)
def test_a_row_catches_its_example(language: str, feature: Feature, example: str) -> None:
    assert feature.name in {find.feature for find in lint(language, "example", example)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_row_came_after_chromium_80_and_has_a_name_of_its_own(language: str) -> None:
    names = [feature.name for feature in features(language)]
    assert len(set(names)) == len(names)
    assert all(80 < feature.since < 200 for feature in features(language))


@pytest.mark.parametrize(
    ("language", "text"), [(language, text) for language in FINE for text in FINE[language]]
)
def test_what_chromium_80_has_passes(language: str, text: str) -> None:
    assert not list(lint(language, "example", text))


@pytest.mark.parametrize(("language", "text"), [("javascript", "let = ;"), ("css", "a { b: c")])
def test_what_cannot_be_parsed_is_no_pass(language: str, text: str) -> None:
    assert "cannot be parsed" in {find.feature for find in lint(language, "example", text)}
