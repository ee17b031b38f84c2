/** Lets Cloudscape's links and buttons change the page without loading it anew. Used by Frame.tsx and wherever `onFollow` is set. */
import { router } from './router.tsx';

interface FollowEvent {
  preventDefault(): void;
  readonly detail: { readonly href?: string | undefined; readonly external?: boolean | undefined };
}

/** Modified clicks (new tab, new window) never reach this: Cloudscape leaves them to the browser. */
export function follow(event: FollowEvent): void {
  const { href, external } = event.detail;
  if (external === true || href === undefined || !href.startsWith('/')) return;
  event.preventDefault();
  void router.navigate({ href });
}

export function goTo(href: string): void {
  void router.navigate({ href });
}
