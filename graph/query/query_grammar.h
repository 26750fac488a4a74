// The grammar of queries (docs/query.md), for PEGTL. Private to graph/.
#pragma once

#include <tao/pegtl.hpp>

namespace trama::query::grammar {

using namespace tao::pegtl;  // The grammar reads as one only without qualifiers.

// White space and comments.
struct LineComment : seq<two<'/'>, until<eolf>> {};
struct BlockComment : seq<string<'/', '*'>, until<string<'*', '/'>>> {};
struct Blank : sor<plus<space>, LineComment, BlockComment> {};
struct Blanks : star<Blank> {};

struct NameStart : sor<ranges<'a', 'z', 'A', 'Z', '_', '_'>, utf8::range<0x80, 0x10FFFF>> {};
struct NameRest : sor<NameStart, digit> {};

template <typename Word>
struct Keyword : seq<Word, not_at<NameRest>> {};

// A token and the white space before it.
template <typename Token>
struct T : seq<Blanks, Token> {};

// Tokens say by kExpected what a message calls them. The plain form of a keyword does not: that a variable is no
// keyword is nothing that a user expects.
#define TRAMA_KEYWORD(name, text)                          \
  struct name##Word : Keyword<TAO_PEGTL_ISTRING(text)> {}; \
  struct name : name##Word {                               \
    static constexpr const char* kExpected = text;         \
  }
TRAMA_KEYWORD(Match, "match");
TRAMA_KEYWORD(Where, "where");
TRAMA_KEYWORD(Return, "return");
TRAMA_KEYWORD(Distinct, "distinct");
TRAMA_KEYWORD(As, "as");
TRAMA_KEYWORD(Order, "order");
TRAMA_KEYWORD(By, "by");
TRAMA_KEYWORD(Skip, "skip");
TRAMA_KEYWORD(Limit, "limit");
TRAMA_KEYWORD(Descending, "descending");
TRAMA_KEYWORD(Desc, "desc");
TRAMA_KEYWORD(Ascending, "ascending");
TRAMA_KEYWORD(Asc, "asc");
TRAMA_KEYWORD(And, "and");
TRAMA_KEYWORD(Or, "or");
TRAMA_KEYWORD(Xor, "xor");
TRAMA_KEYWORD(Not, "not");
TRAMA_KEYWORD(In, "in");
TRAMA_KEYWORD(Contains, "contains");
TRAMA_KEYWORD(Starts, "starts");
TRAMA_KEYWORD(Ends, "ends");
TRAMA_KEYWORD(With, "with");
TRAMA_KEYWORD(Is, "is");
TRAMA_KEYWORD(Null, "null");
TRAMA_KEYWORD(True, "true");
TRAMA_KEYWORD(False, "false");
#undef TRAMA_KEYWORD

// Words that cannot be variables, or "RETURN a ORDER BY b" would name things oddly.
struct Reserved : sor<MatchWord, WhereWord, ReturnWord, DistinctWord, AsWord, OrderWord, SkipWord, LimitWord, AndWord,
                      OrWord, XorWord, NotWord, InWord, ContainsWord, StartsWord, EndsWord, WithWord, IsWord, NullWord,
                      TrueWord, FalseWord> {};

struct PlainName : seq<NameStart, star<NameRest>> {};
struct QuotedName : seq<one<'`'>, plus<not_one<'`'>>, one<'`'>> {};
struct Name : sor<QuotedName, PlainName> {};
struct Variable : sor<QuotedName, seq<not_at<Reserved>, PlainName>> {};

// Literals.
struct Escaped : seq<one<'\\'>, any> {};
struct SingleQuoted : seq<one<'\''>, star<sor<Escaped, not_one<'\'', '\\'>>>, one<'\''>> {};
struct DoubleQuoted : seq<one<'"'>, star<sor<Escaped, not_one<'"', '\\'>>>, one<'"'>> {};
struct String : sor<SingleQuoted, DoubleQuoted> {
  static constexpr const char* kExpected = "a text in quotes";
};
// In "*1..4" the dots are no decimal point.
struct Integer : seq<plus<digit>> {};
struct Decimal : seq<plus<digit>, one<'.'>, plus<digit>> {};
struct Number : seq<sor<Decimal, Integer>, not_at<NameStart>> {
  static constexpr const char* kExpected = "a number";
};

struct LeftParenthesis : one<'('> {
  static constexpr const char* kExpected = "(";
};
struct RightParenthesis : one<')'> {
  static constexpr const char* kExpected = ")";
};
struct LeftBracket : one<'['> {
  static constexpr const char* kExpected = "[";
};
struct RightBracket : one<']'> {
  static constexpr const char* kExpected = "]";
};
struct LeftBrace : one<'{'> {
  static constexpr const char* kExpected = "{";
};
struct RightBrace : one<'}'> {
  static constexpr const char* kExpected = "}";
};
struct Comma : one<','> {
  static constexpr const char* kExpected = ",";
};
struct Colon : one<':'> {
  static constexpr const char* kExpected = ":";
};
struct Dot : one<'.'> {
  static constexpr const char* kExpected = ".";
};
struct Bar : one<'|'> {
  static constexpr const char* kExpected = "|";
};
struct Star : one<'*'> {
  static constexpr const char* kExpected = "*";
};
struct Semicolon : one<';'> {};

template <typename Rule>
struct List : seq<Rule, star<T<Comma>, Rule>> {};

// Expressions, the loosest binding last.
struct Or1;
struct ListLiteral : seq<T<LeftBracket>, opt<List<Or1>>, T<RightBracket>> {};
struct CallStar : seq<Blanks, Star> {};
struct CallDistinct : Distinct {};
struct FunctionName : seq<PlainName, at<Blanks, one<'('>>> {};
struct Call : seq<T<FunctionName>, T<LeftParenthesis>, opt<sor<CallStar, seq<opt<T<CallDistinct>>, List<Or1>>>>,
                  T<RightParenthesis>> {};
struct Parenthesised : seq<T<LeftParenthesis>, Or1, T<RightParenthesis>> {};
struct LiteralTrue : True {};
struct LiteralFalse : False {};
struct LiteralNull : Null {};
struct Reference : Variable {
  static constexpr const char* kExpected = "a variable";
};
struct Atom : sor<T<String>, T<Number>, T<LiteralTrue>, T<LiteralFalse>, T<LiteralNull>, ListLiteral, Call,
                  T<Reference>, Parenthesised> {};
struct PropertyName : Name {
  static constexpr const char* kExpected = "a property";
};
struct Property : seq<Atom, star<Blanks, Dot, T<PropertyName>>> {};
struct Minus : one<'-'> {};
struct Unary : seq<star<T<Minus>>, Property> {};
struct ProductSign : one<'*', '/', '%'> {};
struct Product : seq<Unary, star<T<ProductSign>, Unary>> {};
struct SumSign : one<'+', '-'> {};
struct Sum : seq<Product, star<T<SumSign>, Product>> {};

struct StartsWith : seq<Starts, T<With>> {};
struct EndsWith : seq<Ends, T<With>> {};
struct IsNotNull : seq<Is, T<Not>, T<Null>> {};
struct IsNull : seq<Is, T<Null>> {};
struct TextOperator : sor<Contains, StartsWith, EndsWith, In> {};
struct NullOperator : sor<IsNotNull, IsNull> {};
struct Predicate : seq<Sum, star<sor<T<NullOperator>, seq<T<TextOperator>, Sum>>>> {};

struct CompareSign : sor<string<'<', '>'>, string<'<', '='>, string<'>', '='>, one<'='>, one<'<'>, one<'>'>> {
  static constexpr const char* kExpected = "a comparison";
};
struct Comparison : seq<Predicate, opt<T<CompareSign>, Predicate>> {};
struct Negator : Not {};
struct Negation : seq<star<T<Negator>>, Comparison> {};
struct And1 : seq<Negation, star<T<And>, Negation>> {};
struct Xor1 : seq<And1, star<T<Xor>, And1>> {};
struct Or1 : seq<Xor1, star<T<Or>, Xor1>> {};

// Patterns.
struct MapKey : Name {
  static constexpr const char* kExpected = "a property";
};
struct MapEntry : seq<T<MapKey>, T<Colon>, Or1> {};
struct Map : seq<T<LeftBrace>, opt<List<MapEntry>>, T<RightBrace>> {};
struct Label : Name {
  static constexpr const char* kExpected = "a label";
};
struct Labels : seq<T<Colon>, T<Label>, star<T<Bar>, opt<T<Colon>>, T<Label>>> {};
struct PatternVariable : Variable {
  static constexpr const char* kExpected = "a variable";
};
struct Node : seq<T<LeftParenthesis>, opt<T<PatternVariable>>, opt<Labels>, opt<Map>, T<RightParenthesis>> {};

struct HopsFrom : plus<digit> {};
struct HopsTo : plus<digit> {};
struct HopsDots : two<'.'> {};
struct Hops : seq<T<Star>, opt<T<HopsFrom>>, opt<T<HopsDots>, opt<T<HopsTo>>>> {};
struct Type : Name {
  static constexpr const char* kExpected = "a relation type";
};
struct Types : seq<T<Colon>, T<Type>, star<T<Bar>, opt<T<Colon>>, T<Type>>> {};
struct RelationBody : seq<T<LeftBracket>, opt<T<PatternVariable>>, opt<Types>, opt<Hops>, opt<Map>, T<RightBracket>> {};
struct ArrowLeft : seq<one<'<'>, one<'-'>> {
  static constexpr const char* kExpected = "<-";
};
struct ArrowRight : seq<one<'-'>, one<'>'>> {
  static constexpr const char* kExpected = "->";
};
struct Dash : seq<one<'-'>, not_at<one<'>'>>> {
  static constexpr const char* kExpected = "-";
};
struct LeftRelation : seq<T<ArrowLeft>, opt<RelationBody>, T<Dash>> {};
struct RightRelation : seq<T<Dash>, opt<RelationBody>, T<ArrowRight>> {};
struct BothRelation : seq<T<Dash>, opt<RelationBody>, T<Dash>> {};
struct RelationStep : sor<LeftRelation, RightRelation, BothRelation> {};
struct Path : seq<Node, star<RelationStep, Node>> {};

struct MatchClause : seq<T<Match>, List<Path>> {};
struct Condition : seq<Or1> {};
struct WhereClause : seq<T<Where>, Condition> {};
struct ColumnName : Name {
  static constexpr const char* kExpected = "a name";
};
struct Item : seq<Or1, opt<T<As>, T<ColumnName>>> {};
struct ReturnStar : one<'*'> {
  static constexpr const char* kExpected = "*";
};
struct ReturnDistinct : Distinct {};
struct ReturnClause : seq<T<Return>, opt<T<ReturnDistinct>>, sor<T<ReturnStar>, List<Item>>> {};
struct Down : sor<Descending, Desc> {};
struct Up : sor<Ascending, Asc> {};
struct SortKey : seq<Or1, opt<sor<T<Down>, T<Up>>>> {};
struct OrderClause : seq<T<Order>, T<By>, List<SortKey>> {};
struct SkipCount : plus<digit> {
  static constexpr const char* kExpected = "a number";
};
struct LimitCount : plus<digit> {
  static constexpr const char* kExpected = "a number";
};
struct SkipClause : seq<T<Skip>, T<SkipCount>> {};
struct LimitClause : seq<T<Limit>, T<LimitCount>> {};
struct End : eof {
  static constexpr const char* kExpected = "the end";
};
struct Query : seq<plus<MatchClause, opt<WhereClause>>, ReturnClause, opt<OrderClause>, opt<SkipClause>,
                   opt<LimitClause>, opt<T<Semicolon>>, T<End>> {};

}  // namespace trama::query::grammar
