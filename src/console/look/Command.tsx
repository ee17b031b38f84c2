/** A command to be copied into a terminal. Used by empty pages. */
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';

export function Command({ command }: { readonly command: string }) {
  return (
    <code className="rg-command rg-mono">
      <CopyToClipboard
        variant="inline"
        textToCopy={command}
        copyButtonAriaLabel={`Copy ${command}`}
        copySuccessText="Copied"
        copyErrorText="Not copied"
      />
    </code>
  );
}
