/**
 * The page asks for the console's script at once, and hands its address to `first.js`, which runs it once the figures are seen: running it keeps
 * the page busy for a second on a slow machine.
 */
export const behindFigures = () => ({
  name: 'soulsync-behind-figures',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (page) =>
      page.replace(
        /(<script src="\.\/first\.js")(><\/script>)([\s\S]*?)<script type="module" crossorigin src="([^"]+)"><\/script>/,
        '$1 data-console="$4"$2$3<link rel="modulepreload" crossorigin href="$4" />',
      ),
  },
});
