// Turns the clouds of the page. All views of a cloud turn together: by themselves, by dragging, or by the arrow keys.
(() => {
  const bytes = text => Uint8Array.from(atob(text), c => c.charCodeAt(0));
  const still = matchMedia('(prefers-reduced-motion: reduce)');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const SECONDS_PER_TURN = 12;

  for (const figure of document.querySelectorAll('.turntable')) {
    const raw = new DataView(bytes(figure.dataset.points).buffer);
    const n = raw.byteLength / 6;
    const points = Float32Array.from({length: 3 * n}, (_, i) => raw.getInt16(2 * i, true) / 32767);
    const projected = new Float32Array(3 * n);
    const order = Uint32Array.from({length: n}, (_, i) => i);
    let yaw = Math.PI / 6;
    let pitch = 14 * Math.PI / 180;
    let spinning = !still.matches;
    let visible = false;
    let last = 0;

    const views = [...figure.querySelectorAll('.view')].map(element => {
      const canvas = document.createElement('canvas');
      const svg = element.querySelector('svg');
      canvas.setAttribute('role', 'img');
      canvas.setAttribute('aria-label', svg.getAttribute('aria-label') + '. Arrow keys turn it.');
      canvas.tabIndex = 0;
      element.append(canvas);
      return {canvas, context: canvas.getContext('2d'), prefix: element.dataset.prefix, colours: bytes(element.dataset.colours), palette: []};
    });
    if (!views.length) continue;
    figure.classList.add('live');

    const readColours = () => {
      const style = getComputedStyle(figure);
      for (const view of views) {
        view.palette = Array.from({length: 16}, (_, k) => style.getPropertyValue('--' + view.prefix + k).trim());
      }
    };

    const draw = () => {
      const [cy, sy, cp, sp] = [Math.cos(yaw), Math.sin(yaw), Math.cos(pitch), Math.sin(pitch)];
      for (let i = 0; i < 3 * n; i += 3) {
        const ahead = cy * points[i + 2] - sy * points[i];
        projected[i] = cy * points[i] + sy * points[i + 2];
        projected[i + 1] = cp * points[i + 1] - sp * ahead;
        projected[i + 2] = sp * points[i + 1] + cp * ahead;
      }
      order.sort((a, b) => projected[3 * a + 2] - projected[3 * b + 2]);
      for (const {canvas, context, colours, palette} of views) {
        const size = Math.round(canvas.clientWidth * devicePixelRatio);
        if (!size) continue;
        if (canvas.width !== size) canvas.width = canvas.height = size;
        context.clearRect(0, 0, size, size);
        const radius = size * 5.5 / 640;
        for (const i of order) {
          context.globalAlpha = 0.35 + 0.65 * Math.min(1, Math.max(0, (projected[3 * i + 2] + 1) / 2));
          context.fillStyle = palette[colours[i]];
          context.beginPath();
          context.arc(size / 2 * (1 + 0.94 * projected[3 * i]), size / 2 * (1 - 0.94 * projected[3 * i + 1]), radius, 0, 7);
          context.fill();
        }
      }
    };

    const frame = time => {
      if (!spinning || !visible) { last = 0; return; }
      if (last) yaw += (time - last) / 1000 * 2 * Math.PI / SECONDS_PER_TURN;
      last = time;
      draw();
      requestAnimationFrame(frame);
    };
    const start = () => { if (spinning && visible && !last) requestAnimationFrame(frame); };

    const button = document.createElement('button');
    button.type = 'button';
    const setSpinning = on => { spinning = on; button.textContent = on ? 'Stop' : 'Turn'; start(); };
    button.onclick = () => setSpinning(!spinning);
    figure.querySelector('h3').append(button);

    for (const {canvas} of views) {
      canvas.onpointerdown = event => { setSpinning(false); canvas.setPointerCapture(event.pointerId); };
      canvas.onpointermove = event => {
        if (!canvas.hasPointerCapture(event.pointerId)) return;
        yaw += event.movementX * Math.PI / canvas.clientWidth;
        pitch = Math.max(-1.5, Math.min(1.5, pitch + event.movementY * Math.PI / canvas.clientWidth));
        draw();
      };
      canvas.onkeydown = event => {
        const [x, y] = {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]}[event.key] || [0, 0];
        if (!x && !y) return;
        event.preventDefault();
        setSpinning(false);
        yaw += x * Math.PI / 24;
        pitch = Math.max(-1.5, Math.min(1.5, pitch + y * Math.PI / 24));
        draw();
      };
    }
    dark.addEventListener('change', () => { readColours(); draw(); });
    new ResizeObserver(draw).observe(views[0].canvas);
    new IntersectionObserver(entries => { visible = entries[entries.length - 1].isIntersecting; start(); }).observe(figure);
    readColours();
    setSpinning(spinning);
    draw();
  }
})();
