/** Text of a search field that is kept in the address. Used by lists, the map and the timeline. */
import { useEffect, useRef, useState } from 'react';

/** The address follows when the typing pauses: it may not lag behind the field, nor fill the history. */
const pauseMs = 300;

/** @returns the field's text and the way to change it. A change of the address from elsewhere wins. */
export function useUrlText(inUrl: string, write: (text: string) => void): readonly [string, (text: string) => void] {
  const [text, setText] = useState(inUrl);
  const written = useRef(inUrl);
  const latest = useRef(write);
  latest.current = write;
  useEffect(() => {
    if (inUrl === written.current) return;
    written.current = inUrl;
    setText(inUrl);
  }, [inUrl]);
  useEffect(() => {
    if (text === written.current) return undefined;
    const timer = window.setTimeout(() => {
      written.current = text;
      latest.current(text);
    }, pauseMs);
    return () => window.clearTimeout(timer);
  }, [text]);
  return [text, setText];
}
