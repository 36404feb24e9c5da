// Draws every chart of the page. Expressions are interpreted, never compiled, so that the page's
// content security policy needs no 'unsafe-eval'.
for (const figure of document.querySelectorAll('figure[data-chart]')) {
  const chart = JSON.parse(figure.querySelector('script').textContent);
  const place = figure.querySelector('div');
  vegaEmbed(place, chart, {mode: 'vega-lite', actions: false, renderer: 'svg', ast: true})
    .catch((error) => { place.textContent = 'This chart could not be drawn: ' + error.message; });
}
