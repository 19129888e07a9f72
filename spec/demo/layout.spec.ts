import { expect } from 'chai';
import { commandLines, cut, wrapped } from './layout.ts';

describe('the layout of the demonstration', () => {
  const text = 'A user asks for a code\n  hint: Check the code that was sent';

  it('wraps text between words, and indents what continues an indented line', () => {
    expect(wrapped(text, 20)).to.equal('A user asks for a\ncode\n  hint: Check the\n    code that was\n    sent');
  });

  it('does not break a word that is wider than the terminal', () => {
    expect(wrapped('Open http://127.0.0.1:8080', 10)).to.equal('Open\nhttp://127.0.0.1:8080');
  });

  it('continues a command before flags, pipes and redirections, so that a shell takes it as it is shown', () => {
    expect(commandLines('$ printf x | command confirm --file - --code 1 < a > b', 24)).to.equal(
      ['$ printf x \\', '    | command confirm \\', '    --file - --code 1 \\', '    < a > b'].join('\n'),
    );
  });

  it('cuts records at the width', () => {
    expect(cut('{"a":1}\n{"a":1,"b":2}', 9)).to.equal('{"a":1}\n{"a":1,"…');
  });

  it('changes nothing where there is no terminal', () => {
    expect(wrapped(text, undefined)).to.equal(text);
    expect(cut(text, undefined)).to.equal(text);
    expect(commandLines('$ command --flag < a', undefined)).to.equal('$ command --flag < a');
  });
});
