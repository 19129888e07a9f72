// Tells which functions of ours may throw: those that do, and those that call one that does, or says so.
import ts from 'typescript';

type Function = ts.SignatureDeclaration | ts.JSDocSignature;

/** A program, and what is known of its functions. */
export class Analysis {
  readonly checker: ts.TypeChecker;
  readonly #program: ts.Program;
  readonly #verdicts = new Map<ts.Node, boolean>();

  constructor(program: ts.Program) {
    this.#program = program;
    this.checker = program.getTypeChecker();
  }

  /** Whether a declaration stands in our own code. */
  isOurs = (node: ts.Node): boolean => {
    const source = node.getSourceFile();
    return !source.isDeclarationFile && !this.#program.isSourceFileFromExternalLibrary(source);
  };

  /** What an export is an alias of. */
  originOf(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** How a symbol can be called or constructed, by declarations of ours. */
  signaturesOf(symbol: ts.Symbol): readonly ts.Signature[] {
    if (symbol.flags & (ts.SymbolFlags.Signature | ts.SymbolFlags.Constructor)) return this.#declaredBy(symbol);
    const { valueDeclaration } = symbol;
    // A class is called by its constructor, which is a member of it.
    if (!valueDeclaration || symbol.flags & ts.SymbolFlags.Class) return [];
    const type = this.checker.getTypeOfSymbolAtLocation(symbol, valueDeclaration).getNonNullableType();
    return [...type.getCallSignatures(), ...type.getConstructSignatures()].filter(
      ({ declaration }) => declaration && this.isOurs(declaration),
    );
  }

  #declaredBy(symbol: ts.Symbol): readonly ts.Signature[] {
    return (symbol.declarations ?? []).flatMap(
      (declaration) => this.checker.getSignatureFromDeclaration(declaration as ts.SignatureDeclaration) ?? [],
    );
  }

  /** Whether a declaration's own comment says that it throws; of a variable's type as well, which has its own name. */
  saysThrows(declaration: ts.Node): boolean {
    const documented = [declaration, declaration.parent, declaration.parent?.parent?.parent].filter(
      (node) => node && (node === declaration || ts.isTypeAliasDeclaration(node) || ts.isVariableStatement(node)),
    );
    return documented.some((node) => ts.getJSDocTags(node).some(({ tagName }) => tagName.text === 'throws'));
  }

  /** Whether calling a symbol may throw, or reject. */
  mayThrow(symbol: ts.Symbol): boolean {
    const initializers = (symbol.declarations ?? []).flatMap((declaration) =>
      ts.isVariableDeclaration(declaration) && declaration.initializer ? [declaration.initializer] : [],
    );
    const made = initializers.flatMap((initializer) => this.#functionsMadeBy(initializer));
    const declared = this.signaturesOf(symbol).flatMap(({ declaration }) => declaration ?? []);
    const implemented = declared.flatMap((declaration) => this.#implementationsOf(declaration));
    return [...made, ...declared, ...implemented].some((each) => this.#throws(each));
  }

  /** The functions that an expression stands for; of a call, those that the called function returns. */
  #functionsMadeBy(expression: ts.Expression): readonly Function[] {
    if (
      ts.isAsExpression(expression) ||
      ts.isSatisfiesExpression(expression) ||
      ts.isParenthesizedExpression(expression)
    ) {
      return this.#functionsMadeBy(expression.expression);
    }
    if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) return [expression];
    if (ts.isClassExpression(expression)) return expression.members.filter(ts.isConstructorDeclaration);
    if (ts.isIdentifier(expression)) {
      const declaration = this.checker.getSymbolAtLocation(expression)?.valueDeclaration;
      if (!declaration || !this.isOurs(declaration)) return [];
      if (ts.isFunctionDeclaration(declaration)) return [declaration];
      const isMade = ts.isVariableDeclaration(declaration) && declaration.initializer;
      return isMade ? this.#functionsMadeBy(isMade) : [];
    }
    if (!ts.isCallExpression(expression)) return [];
    const body = (this.checker.getResolvedSignature(expression)?.declaration as ts.FunctionLikeDeclaration | undefined)
      ?.body;
    if (!body || !this.isOurs(body)) return [];
    if (!ts.isBlock(body)) return this.#functionsMadeBy(body);
    return body.statements.flatMap((statement) =>
      ts.isReturnStatement(statement) && statement.expression ? this.#functionsMadeBy(statement.expression) : [],
    );
  }

  /** The methods of the classes that bear the name of an interface, and stand in its file. */
  #implementationsOf(declaration: ts.Node): readonly Function[] {
    if (!ts.isMethodSignature(declaration) || !ts.isInterfaceDeclaration(declaration.parent)) return [];
    const { name } = declaration.parent;
    const found: Function[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isClassLike(node) && node.name?.text === name.text) {
        for (const member of node.members) {
          const isIt = ts.isMethodDeclaration(member) && member.name.getText() === declaration.name.getText();
          if (isIt) found.push(member);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(declaration.getSourceFile());
    return found;
  }

  #throws(declaration: ts.Node): boolean {
    const known = this.#verdicts.get(declaration);
    if (known !== undefined) return known;
    // What calls itself does not throw for that.
    this.#verdicts.set(declaration, false);
    const { body } = declaration as ts.FunctionLikeDeclaration;
    const verdict = this.saysThrows(declaration) || (!!body && this.isOurs(body) && this.#bodyThrows(body));
    this.#verdicts.set(declaration, verdict);
    return verdict;
  }

  #bodyThrows(node: ts.Node): boolean {
    if (ts.isThrowStatement(node)) return true;
    if (ts.isTryStatement(node) && node.catchClause) {
      return [node.catchClause, node.finallyBlock].some((part) => part && this.#bodyThrows(part));
    }
    // A function that is only made here throws where it is called.
    if (ts.isFunctionLike(node)) return false;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const { declaration } = this.checker.getResolvedSignature(node) ?? {};
      if (declaration && this.isOurs(declaration) && this.#throws(declaration)) return true;
    }
    return ts.forEachChild(node, (child) => this.#bodyThrows(child) || undefined) ?? false;
  }
}
