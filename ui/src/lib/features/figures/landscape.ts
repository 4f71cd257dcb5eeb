// Paper the other way round, as long as a screen wants it. Rules for pages cannot be limited to a screen in a style sheet.

const LANDSCAPE = `@page {
  size: A4 landscape;
  margin: 12mm;
  @bottom-right {
    content: counter(page) " / " counter(pages);
    font-size: 8pt;
  }
}`;

/** From now on what is printed is on A4 landscape; answers how to end that. */
export function printLandscape(): () => void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(LANDSCAPE);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return () => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((known) => known !== sheet);
  };
}
