// Draws the charts of the report. Each canvas has an entry of its id in the JSON of #chart-data; a table under it holds
// the same figures, so that nothing is lost where this does not run.
(() => {
  'use strict';
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById('chart-data').textContent);
  const drawn = new Map();

  const colour = name => getComputedStyle(root).getPropertyValue('--' + name).trim();
  const day = dayNumber => new Date(dayNumber * 86400000).toISOString().slice(0, 10);
  const powerOfTen = exponent => '10' + [...String(exponent)].map(c => c === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[c]).join('');
  const percent = value => number(+(100 * value).toPrecision(3)) + ' %';
  // A logarithmic axis is labelled at powers of ten alone; null leaves a tick out.
  const decade = small => value => {
    const exponent = Math.round(Math.log10(value));
    if (Math.abs(Math.log10(value) - exponent) > 1e-6) return null;
    return small ? powerOfTen(exponent) : number(value);
  };
  const number = value => {
    const size = Math.abs(value);
    if (size >= 1e15 || (size > 0 && size < 1e-4)) {
      const [mantissa, exponent] = value.toExponential(2).split('e');
      return (+mantissa === 1 ? '' : +mantissa + ' × ') + powerOfTen(+exponent);
    }
    return value.toLocaleString('en-US', size >= 1000 ? {maximumFractionDigits: 0} : {maximumSignificantDigits: 4});
  };

  const axis = more => ({
    border: {display: false},
    grid: {color: colour('line'), drawTicks: false},
    ...more,
    ticks: {color: colour('muted'), padding: 6, maxRotation: 0, callback: number, ...more?.ticks},
  });
  const bare = more => axis({grid: {display: false}, ...more});

  // A step per bin between the edges, whatever their widths are; bins that reach to infinity stand in the table only.
  const histogram = ({edges, counts, logarithmic}) => {
    const points = [];
    counts.forEach((count, bin) => {
      if (edges[bin] === null || edges[bin + 1] === null) return;
      points.push({x: edges[bin], y: count}, {x: edges[bin + 1], y: count});
    });
    if (points.length) {
      points.unshift({x: points[0].x, y: 0});
      points.push({x: points[points.length - 1].x, y: 0});
    }
    const set = {data: points, borderColor: colour('accent'), backgroundColor: colour('accent-soft'),
      borderWidth: 1.5, pointRadius: 0, fill: true};
    const x = bare({type: logarithmic ? 'logarithmic' : 'linear', bounds: 'data', ticks: logarithmic
      ? {maxTicksLimit: 6, callback: decade(points.length && points[0].x < 1e-3)} : {maxTicksLimit: 6, includeBounds: false}});
    return {type: 'line', data: {datasets: [set]},
      options: {scales: {x, y: axis({beginAtZero: true, ticks: {maxTicksLimit: 5}})}, plugins: {tooltip: {enabled: false}}}};
  };

  // A day that is not fine differs in shape as well as in colour.
  const trend = ({days, values, levels, min, max, step, percent: inPercent}) => {
    const figure = inPercent ? percent : number;
    const last = days.length - 1;
    const shown = level => level !== 'pass';
    const set = {
      data: days.map((x, i) => ({x, y: values[i]})),
      borderColor: colour('accent'), borderWidth: 1.75, clip: false,
      pointStyle: levels.map(level => level === 'fail' ? 'rectRot' : level === 'warn' ? 'triangle' : 'circle'),
      pointRadius: levels.map((level, i) => shown(level) ? 6 : i === last || days.length < 15 ? 3 : 0),
      pointHitRadius: 12,
      pointBackgroundColor: levels.map(level => shown(level) ? colour(level) : colour('accent')),
      pointBorderColor: colour('card'),
    };
    const x = bare({type: 'linear', min: days[0], max: days[last],
      afterBuildTicks: scale => { scale.ticks = [days[0], days[last]].map(value => ({value})); },
      ticks: {callback: day, align: 'inner'}});
    return {type: 'line', data: {datasets: [set]},
      options: {layout: {padding: {top: 8, right: 8}}, scales: {x, y: axis({min, max, ticks: {stepSize: step, callback: value => figure(Math.abs(value) < step / 1000 ? 0 : value)}})},
        plugins: {tooltip: {callbacks: {title: items => day(items[0].parsed.x), label: item => figure(item.parsed.y)}}}}};
  };

  // m=64/seed=42 on two lines; a long seed is cut here, the table has it whole.
  const onLines = name => name.split('/').map(part => part.length > 14 ? part.slice(0, 13) + '…' : part);

  const bars = ({labels, series}) => ({
    type: 'bar',
    data: {labels, datasets: series.map(({name, values}, i) => ({label: name, data: values, categoryPercentage: 0.4,
      backgroundColor: i ? 'transparent' : colour('accent'), borderColor: colour(i ? 'second' : 'accent'), borderWidth: 2}))},
    options: {plugins: {legend: {display: true}},
      scales: {x: bare({ticks: {callback: i => onLines(labels[i]), autoSkip: labels.length > 8}}), y: axis({beginAtZero: true, ticks: {maxTicksLimit: 5}})}},
  });

  const lines = ({x, series}) => ({
    type: 'line',
    data: {datasets: series.map(({name, values}, i) => ({label: name, data: x.map((at, j) => ({x: at, y: values[j]})),
      borderColor: colour(i ? 'second' : 'accent'), backgroundColor: colour(i ? 'second' : 'accent'),
      borderWidth: 1.75, borderDash: i ? [5, 4] : [], pointRadius: i ? 0 : 3.5, clip: false}))},
    options: {plugins: {legend: {display: series.length > 1}},
      scales: {x: bare({type: 'linear', min: 0, max: 100, ticks: {stepSize: 25, callback: value => value + ' %'}}),
        y: axis({grace: '8%', ticks: {maxTicksLimit: 5}})}},
  });

  const kinds = {histogram, trend, bars, lines};

  const draw = canvas => {
    drawn.get(canvas)?.destroy();
    const chart = kinds[data[canvas.id].kind](data[canvas.id]);
    chart.options = {...chart.options, animation: false, maintainAspectRatio: false};
    drawn.set(canvas, new Chart(canvas, chart));
  };
  const drawAll = () => {
    Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    Chart.defaults.color = colour('ink');
    Chart.defaults.plugins.legend.display = false;
    Chart.defaults.plugins.legend.align = 'start';
    Chart.defaults.plugins.legend.labels.usePointStyle = true;
    Chart.defaults.plugins.legend.labels.boxHeight = 8;
    for (const canvas of document.querySelectorAll('canvas')) {
      if (!canvas.closest('details:not([open])')) draw(canvas);
    }
  };

  // What is folded away has no size to be drawn at.
  for (const details of document.querySelectorAll('details.more')) details.addEventListener('toggle', drawAll);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
  addEventListener('beforeprint', () => {
    root.classList.add('printing');
    for (const details of document.querySelectorAll('details.more')) details.open = true;
    drawAll();
  });
  addEventListener('afterprint', () => {
    root.classList.remove('printing');
    drawAll();
  });
  drawAll();
})();
