/** DisableRule. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DisableRule.html */
import type { DisableRuleCommandInput } from '@aws-sdk/client-eventbridge';
import type { CallContext } from '../../service.ts';
import type { EventsControl } from '../control.ts';
import { setState } from '../set-state.ts';

export function disableRule(control: EventsControl) {
  return (input: DisableRuleCommandInput, call: CallContext): Record<string, never> => {
    setState(control, input, call, 'DISABLED');
    return {};
  };
}
