/* Which units a query finds, and in which order. README.md beside this folder says why. */
var Rank = (function () {
  /* What KB.searchTuning may change, so that the benchmark can leave a part out. */
  var tuning = {
    saturation: 0.8, length: 0.4, heading: 0.9, name: 2, chapter: 0.8, synonym: 0.7, common: 0.35,
    asking: 0.3, number: 3, exact: 1000, revised: 0.75, repealed: 0.6, rest: 0.34, files: 8
  };
  var CITED = 10000;
  var NAMED = 5000;
  var FIRST = 100;
  var NUMBER = /[0-9]/;
  /* For each block its score, what it gathers of one pair, what it is worth that all terms so far
   * stand in it as they are and that the next does; used again by every search. */
  var scores = null;
  var spare = null;
  var exact = null;
  var here = null;
  /* Blocks that have a score, a find of the pair, a worth. */
  var touched = list();
  var found = list();
  var whole = list();
  var next = list();

  /* Numbers that are added one by one and forgotten together. */
  function list() {
    return { places: new Int32Array(1024), many: 0 };
  }

  function add(to, block) {
    if (to.many === to.places.length) {
      var old = to.places;
      to.places = new Int32Array(2 * old.length);
      to.places.set(old);
    }
    to.places[to.many] = block;
    to.many += 1;
  }

  /* Forget a list, and in `values` what it lists. */
  function forget(one, values) {
    for (var i = 0; i < one.many; i += 1) values[one.places[i]] = 0;
    one.many = 0;
  }

  /* ---- what to load ---- */

  /* The weighted pairs of a query: Map of pair → weight. */
  function weigh(parsed) {
    var weights = new Map();

    function put(run, weight) {
      Normal.pairs(run).forEach(function (pair) {
        weights.set(pair, Math.max(weights.get(pair) || 0, weight));
      });
    }

    parsed.terms.forEach(function (term) {
      put(term.run, tuning.asking);
      Words.pieces(term.run).forEach(function (piece) { put(piece, 1); });
      term.forms.slice(1).forEach(function (form) { put(form, 0.9); });
      Words.meanings(term.run).forEach(function (one) {
        one.means.forEach(function (pair) {
          Normal.runs(Normal.normal(pair[0])).forEach(function (run) { put(run, tuning.synonym * pair[1]); });
        });
      });
    });
    return weights;
  }

  /* The files to load: those that tell most, `tuning.files` of them; all pairs of a short query are
   * among them, so that whether it stands somewhere as it is can always be told. */
  function files(weights, parsed) {
    var value = new Map();

    function prefer(file, worth) {
      if (file >= 0) value.set(file, (value.get(file) || 0) + worth);
    }

    weights.forEach(function (weight, pair) {
      prefer(Postings.fileOf(pair), weight * (Postings.isCommon(pair) ? tuning.common : 1));
    });
    var own = [].concat.apply([], parsed.terms.map(function (term) { return Normal.pairs(term.run); }));
    if (own.length <= tuning.files) own.forEach(function (pair) { prefer(Postings.fileOf(pair), FIRST); });
    parsed.terms.forEach(function (term) {
      if (Array.from(term.run).length === 1) Postings.filesOf(term.run).forEach(function (file) { prefer(file, 1); });
    });
    var best = Array.from(value).sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; });
    return best.slice(0, tuning.files).map(function (one) { return one[0]; });
  }

  /* ---- phrases ---- */

  /* The blocks that have `run` as it stands; as far as its pairs are loaded. */
  function phrase(run) {
    var pairs = Normal.pairs(run);
    if (!pairs.length) return single(run);
    var chains = [[]];
    for (var i = 0; i < pairs.length; i += 1) {
      if (!Postings.known(pairs[i])) {
        chains.push([]);
      } else {
        var list = Postings.get(pairs[i]);
        if (!list) return new Int32Array(0);
        chains[chains.length - 1].push(list);
      }
    }
    chains = chains.filter(function (chain) { return chain.length; }).map(Postings.chain);
    if (!chains.length) return new Int32Array(0);
    return chains.sort(function (a, b) { return a.length - b.length; }).reduce(Postings.meet);
  }

  /* The blocks of a single letter: those of all pairs with it that are loaded. */
  function single(sign) {
    var found = new Set();
    Postings.pairsWith(sign).forEach(function (pair) {
      Postings.get(pair).blocks.forEach(function (block) { found.add(block); });
    });
    return Int32Array.from(found).sort();
  }

  /* ---- the words of a query, one by one ---- */

  /* Add to `scores` what one list is worth in each unit; fields are weighed before saturation. */
  function score(postings, weight) {
    var blocks = postings.blocks;
    var rarity = rarityOf(blocks);
    var i, block;
    for (i = 0; i < blocks.length; i += 1) {
      block = blocks[i];
      if (Pages.isUnit(block)) {
        if (!spare[block]) add(found, block);
        spare[block] += (postings.start[i + 1] - postings.start[i]) /
          (1 - tuning.length + tuning.length * Pages.size(block) / 100);
      } else {
        var own = Pages.named(block);
        var field = Pages.isName(block) ? tuning.name : tuning.chapter;
        for (var below = block + 1; below < Pages.end(block); below += 1) {
          if (!Pages.isUnit(below)) continue;
          if (!spare[below]) add(found, below);
          spare[below] += below === own ? tuning.heading : field;
        }
      }
    }
    for (i = 0; i < found.many; i += 1) {
      block = found.places[i];
      if (!scores[block]) add(touched, block);
      scores[block] += weight * rarity * spare[block] * (1 + tuning.saturation) / (spare[block] + tuning.saturation);
    }
    forget(found, spare);
  }

  /* ---- all together ---- */

  function prior(page) {
    return [1, tuning.revised, tuning.repealed][Names.age(page)];
  }

  function rarityOf(blocks) {
    return Math.log(1 + (Pages.many() - blocks.length + 0.5) / (blocks.length + 0.5));
  }

  /* Where no unit has all of several terms, one counts for more in which a number, 180万, stands as
   * it is: who writes one means that.
   *
   * What is found, good until the next search: `scores` of all blocks; `touched`, those that have
   * one; `exact`, what it adds to a unit's that all terms stand in it as they are, 0 where they do
   * not; `whole`, the number of those. */
  function search(parsed, weights) {
    if (!scores) {
      scores = new Float32Array(Pages.many());
      spare = new Float32Array(Pages.many());
      exact = new Float32Array(Pages.many());
      here = new Float32Array(Pages.many());
    }
    forget(touched, scores);
    forget(whole, exact);
    weights.forEach(function (weight, pair) {
      var postings = Postings.known(pair) && Postings.get(pair);
      if (postings) score(postings, weight);
    });
    var several = parsed.terms.length > 1;
    parsed.terms.forEach(function (term, number) { together(term, number, several); });
    var priors = Pages.all().map(prior);
    var i, block;
    for (i = 0; i < touched.many; i += 1) scores[touched.places[i]] *= priors[Pages.pageOf(touched.places[i])];
    var many = 0;
    for (i = 0; i < whole.many; i += 1) {
      block = whole.places[i];
      exact[block] = exact[block] > 0 ? tuning.exact + exact[block] : 0;
      if (!exact[block]) continue;
      many += 1;
      if (!scores[block]) {
        add(touched, block);
        scores[block] = 0.01;
      }
      scores[block] += exact[block];
    }
    for (i = 0; !many && i < found.many; i += 1) {
      block = found.places[i];
      if (!scores[block]) add(touched, block);
      scores[block] += tuning.number * spare[block] * priors[Pages.pageOf(block)];
    }
    forget(found, spare);
    return { scores: scores, touched: touched.places.subarray(0, touched.many), exact: exact, whole: many };
  }

  /* Leave in `exact` the units in which this term stands as it is too, with what that adds to their
   * scores. In its own name > in its text > in a heading above; one term at least must be the
   * unit's own: what is worth less than 0 has none so far. */
  function together(term, number, several) {
    var rarest = 0;
    term.forms.forEach(function (form) {
      var blocks = phrase(form);
      var rarity = blocks.length ? rarityOf(blocks) : 0;
      rarest = Math.max(rarest, rarity);
      blocks.forEach(function (block) {
        if (Pages.isUnit(block)) {
          raise(block, 3 * rarity, true);
          return;
        }
        var named = Pages.named(block);
        if (named >= 0) raise(named, 4 * rarity + 20 * share(block, form), true);
        for (var below = block + 1; several && below < Pages.end(block); below += 1) {
          if (Pages.isUnit(below)) raise(below, Pages.isName(block) ? 2 * rarity : rarity, false);
        }
      });
    });
    (several ? abbreviated(term.run) : []).forEach(function (page) {
      for (var below = page.start + 1; below < page.end; below += 1) {
        if (Pages.isUnit(below)) raise(below, 8, false);
      }
    });
    var i, block;
    for (i = 0; several && NUMBER.test(term.run) && i < next.many; i += 1) {
      block = next.places[i];
      if (here[block] < 0) continue;
      if (!spare[block]) add(found, block);
      spare[block] += rarest;
    }
    if (!number) {
      for (i = 0; i < next.many; i += 1) {
        add(whole, next.places[i]);
        exact[next.places[i]] = here[next.places[i]];
      }
    } else {
      for (i = 0; i < whole.many; i += 1) {
        block = whole.places[i];
        var own = exact[block] > 0 || here[block] > 0 ? 1 : -1;
        exact[block] = exact[block] && here[block] ? own * (Math.abs(exact[block]) + Math.abs(here[block])) : 0;
      }
    }
    forget(next, here);
  }

  /* Note what the term is worth in a unit: below zero where it is not the unit's own. */
  function raise(block, worth, own) {
    var old = here[block];
    if (!old) add(next, block);
    here[block] = Math.max(worth, Math.abs(old)) * (own || old > 0 ? 1 : -1);
  }

  /* How much of a heading's length a term is. */
  function share(block, form) {
    return Math.min(1, form.length / Math.max(form.length, Pages.size(block)));
  }

  function abbreviated(run) {
    if (run.length < 3) return [];
    return Names.matches(run).filter(function (one) { return one.fit === Names.SCATTERED; }).slice(0, 4)
      .map(function (one) { return one.page; });
  }

  return {
    tuning: tuning, weigh: weigh, files: files, search: search, phrase: phrase,
    CITED: CITED, NAMED: NAMED
  };
})();
