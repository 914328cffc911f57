/* What a reader keeps in mind: the article around, the rule last spoken of, whose words are quoted.
 * The same as hooks/kb/citations/context.py. A place is {target, article}: a rule and an article of
 * it, to which words that name neither belong; `latest` is {target, provisions, end, version}.
 */
(function (C) {
  "use strict";

  var LONG_QUOTE = 3000;
  var MENTION = 60;
  var NEAR = 200;

  C.SELF = "SELF";

  /* The beginning of a reading of `text`; `document` is {title, article, names}. */
  function Reading(text, document) {
    var grammar = C.grammar();
    var patterns = grammar.patterns;
    var title = document.title || "";
    var known = [document.names || C.names([]), grammar.names];
    var shorts = C.shortNames(text, known);
    this.text = text;
    this.title = document.title || null;
    this.named = document.article || null;
    this.known = known.concat([C.names(shorts.map(function (short) { return short.short; }))]);
    /* The text changes another rule: bare articles are those of that rule. */
    this.amending = Boolean(patterns.amending.search(title));
    /* The text is a rule: bare articles are its own. */
    this.ruleLike = this.named !== null || Boolean(patterns.rule_title.search(title));
    this.citations = [];
    this.latest = null;
    this.coming = shorts.reverse();
    this.declared = new Map();
    this.versions = new Map();
    this.byNoun = new Map();
    this.cited = new Map();
    this.quotes = [];
    this.lastQuote = { place: null, end: -1 };
    this.seen = 0;
    this.heading = null;
    this.lineEnd = -1;
  }

  C.Reading = Reading;

  /* Take in the quotation marks and short names before `at`. */
  Reading.prototype.reach = function (at) {
    while (this.coming.length && this.coming[this.coming.length - 1].start <= at) {
      var short = this.coming.pop();
      this.declared.set(short.short, this.resolve(short.full));
      if (short.version) this.versions.set(short.short, short.version);
    }
    for (; this.seen < at; this.seen += 1) {
      var sign = this.text[this.seen];
      if (sign === "“") {
        this.open(this.seen);
      } else if (sign === "”" && this.quotes.length) {
        this.lastQuote = { place: this.quotes.pop().place, end: this.seen + 1 };
      }
    }
  };

  /* Open a quotation: of the rule just cited, or going on with the one just closed. */
  Reading.prototype.open = function (at) {
    var quotes = this.quotes;
    var outer = quotes[quotes.length - 1];
    var place = outer ? outer.place : null;
    var closed = this.lastQuote.end;
    var latest = this.latest;
    if (closed >= 0 && at - closed < 8 && !C.trim(this.text.slice(closed, at))) {
      place = this.lastQuote.place;
    } else if (latest && latest.target && at - latest.end <= 60 &&
        this.text.slice(latest.end, at).indexOf("。") < 0) {
      place = { target: latest.target, article: C.lastArticle(latest.provisions) };
    }
    if (outer && this.text.slice(Math.max(outer.opened, at - 4), at).indexOf("\n") >= 0) {
      quotes.length = 0;
    }
    if (quotes.length < 8) quotes.push({ place: place, opened: at });
  };

  C.lastArticle = function (provisions) {
    return provisions.length ? provisions[provisions.length - 1].article : null;
  };

  /* Whose words stand at `at` if they are quoted from a rule that was cited, or null. */
  Reading.prototype.quoted = function (at) {
    var quote = this.quotes[this.quotes.length - 1];
    if (!quote || at - quote.opened > LONG_QUOTE) return null;
    if (!this.amending && this.text.slice(quote.opened, at).indexOf("\n") >= 0) return null;
    return quote.place;
  };

  /* Take in that the article begins here: 第十二条 at the head of a line. */
  Reading.prototype.head = function (article, at) {
    var quote = this.quotes[this.quotes.length - 1];
    if (quote && at - quote.opened < 4 && quote.place) {
      quote.place = { target: quote.place.target, article: article };
      return;
    }
    this.ruleLike = this.ruleLike || !this.amending;
    this.heading = article;
    var lineEnd = this.text.indexOf("\n", at);
    this.lineEnd = lineEnd >= 0 ? lineEnd : this.text.length;
  };

  /* The article of this document in which `at` stands, or null. */
  Reading.prototype.article = function (at) {
    if (this.named !== null && at > this.lineEnd) return this.named;
    return this.heading || this.named;
  };

  Reading.prototype.latestPlace = function () {
    return { target: this.latest.target, article: C.lastArticle(this.latest.provisions) };
  };

  /* What 本条 and 前款 at `at` count from, or null. */
  Reading.prototype.here = function (at) {
    var place = this.quoted(at);
    var known = this.latest && this.latest.target;
    if (place) return place;
    if (this.amending && known) return this.latestPlace();
    if (this.ruleLike) return { target: C.SELF, article: this.article(at) };
    return known && C.lastArticle(this.latest.provisions) ? this.latestPlace() : null;
  };

  /* To which rule, and for a 款 to which article, a list without name at `at` belongs, or null. */
  Reading.prototype.bare = function (at) {
    var place = this.quoted(at);
    var latest = this.latest;
    if (place) return place;
    if (latest && at - latest.end <= 24 &&
        C.grammar().patterns.chain.match(this.text.slice(latest.end, at))) {
      return latest.target ? this.latestPlace() : null;
    }
    if (this.ruleLike && !this.amending) return { target: C.SELF, article: this.article(at) };
    if (latest) return latest.target ? this.latestPlace() : null;
    return this.amending ? this.amended() : null;
  };

  /* The rule that the document changes, by its title; itself if that names none. */
  Reading.prototype.amended = function () {
    var named = C.grammar().patterns.amended.search(this.title || "");
    return { target: (named && named.slice(1).find(Boolean)) || C.SELF, article: null };
  };

  /* Whose 本法 stands at `at`: a quoted rule's, or this document's. */
  Reading.prototype.own = function (noun, at) {
    var place = this.quoted(at);
    if (place && place.target !== C.SELF) return place.target;
    if (this.title && !this.ruleLike && this.byNoun.has(noun)) return this.byNoun.get(noun);
    return C.SELF;
  };

  /* The rule of this kind that was named last: 该条例; or null. */
  Reading.prototype.that = function (noun, at) {
    var name = this.mentioned(noun, at) || this.byNoun.get(noun);
    if (name) return name;
    if (this.latest && this.latest.target !== C.SELF) return this.latest.target;
    return this.inTitle().find(function (one) { return C.noun(one) === noun; }) || null;
  };

  /* The rules that the title of the document names, the last one first. */
  Reading.prototype.inTitle = function () {
    return C.grammar().patterns.NAME.all(this.title || "").reverse().map(function (found) {
      return C.bracketedName(found[0], 0).text;
    });
  };

  /* The known rule that was named since the last citation: 自预算法施行之日起，该法第三条; or null. */
  Reading.prototype.mentioned = function (noun, at) {
    var low = Math.max(this.latest ? this.latest.end : 0, at - MENTION);
    var window = this.text.slice(low, at);
    for (var place = window.lastIndexOf(noun); place >= 0; place = window.lastIndexOf(noun)) {
      var end = place + noun.length;
      for (var i = 0; i < this.known.length; i += 1) {
        var name = this.known[i].ending(window.slice(0, end));
        if (name) return this.resolve(name);
      }
      window = window.slice(0, end - 1);
    }
    return null;
  };

  /* Whether `at` stands in the brackets that declare a short name. */
  Reading.prototype.declares = function (at) {
    return this.coming.length > 0 && this.coming[this.coming.length - 1].opening <= at;
  };

  /* What was cited last, if that was not long ago, or null; it has provisions. */
  Reading.prototype.near = function (at) {
    var latest = this.latest;
    if (!latest || !latest.target) return null;
    var provisions = latest.provisions;
    if (latest.end === at && !provisions.length) provisions = this.cited.get(latest.target) || [];
    var near = provisions.length && at - latest.end <= NEAR;
    return near ? Object.assign({}, latest, { provisions: provisions }) : null;
  };

  /* What a name stands for: a short name its rule, 《条例》 the one named before. */
  Reading.prototype.resolve = function (name) {
    var patterns = C.grammar().patterns;
    if (this.declared.has(name)) return this.declared.get(name);
    if (patterns.own_name.fits(name)) return C.SELF;
    if (patterns.noun_only.fits(name)) return this.byNoun.get(C.noun(name)) || name;
    return name;
  };

  /* The version for which a short name was declared, or null. */
  Reading.prototype.version = function (name) {
    return this.versions.get(name) || null;
  };

  /* The version that words without a name mean: that of the citation before; or null. */
  Reading.prototype.inherited = function (target) {
    return this.latest && this.latest.target === target ? this.latest.version : null;
  };

  /* Whether a noun needs nothing before it to be a name: a rule of that kind was named. */
  Reading.prototype.alone = function (noun) {
    return C.grammar().alone.has(noun) && this.byNoun.has(noun);
  };

  /* The noun that ends a name: 条例 of 处分条例（试行）; or "". */
  C.noun = function (name) {
    var found = C.grammar().patterns.ending.search(name);
    return found ? found[1] : "";
  };

  /* Take in a citation. */
  Reading.prototype.add = function (citation) {
    this.citations.push(citation);
    if (citation.kind !== "part") {
      this.latest = {
        target: citation.target, provisions: citation.provisions, end: citation.end,
        version: citation.version
      };
    }
    if (citation.provisions.length) this.cited.set(citation.target, citation.provisions);
    var noun = C.noun(citation.target);
    if (noun && (citation.kind === "named" || citation.kind === "plain")) {
      this.byNoun.set(noun, citation.target);
    }
  };

  /* Take in that articles of something that is no rule were named. */
  Reading.prototype.reject = function (end) {
    this.latest = { target: null, provisions: [], end: end, version: null };
  };
})(KB.citations = KB.citations || {});
