import HTTPTypes
import HubbubDomain

extension APIScenario {
  static let search = [
    found(
      "query=LINE",
      contains: [
        "the first line", #""snippet":"the third line""#, #""marks":[[10,14]]"#, #""message":{"#,
        #""next":null"#,
      ], lacks: ["line"]),
    found("query=thi%20l&limit=1&in=messages", contains: [#""marks":[[4,9],[10,14]]"#]),
    found("query=the&limit=2", contains: [#""next":"2""#, "the third"]),
    found("query=the&before=2", contains: ["the first line", #""next":null"#], lacks: ["third"]),
    found("query=%22*", contains: [#""items":[]"#]),
    found(
      "in=posts&query=p",
      contains: [
        #""post":{"#, "a public post", "a private note", #""snippet":"a public post""#,
        #""marks":[[2,8],[9,13]]"#,
      ], lacks: ["private"]),
    found("in=posts&query=friends", contains: ["among friends"], lacks: ["among"]),
    found(
      "in=people&query=caro",
      contains: [
        #""user":{"#, #""username":"carol""#, #""relation":"friends""#,
      ], lacks: ["friends", "snippet"]),
    found("in=people&query=ada&before=b7", contains: [#""items":[]"#]),
    wrong("query=", "query"), wrong("in=posts", "query"),
    wrong("query=\(String(repeating: "a", count: 101))", "query"),
    found("query=\(String(repeating: "a", count: 100))", contains: [#""items":[]"#]),
    wrong("query=a&in=rooms", "in"), wrong("query=a&before=x", "before"),
    wrong("query=a&before=b7", "before"), wrong("query=a&before=0", "before"),
    wrong("query=a&limit=0", "limit"),
  ]

  private static func found(
    _ query: String, contains: [String], lacks: [String] = []
  ) -> APIScenario {
    APIScenario(
      method: .get, path: "/api/search?\(query)", guest: 401, stranger: 200, user: 200,
      contains: contains, lacks: lacks)
  }

  private static func wrong(_ query: String, _ field: String) -> APIScenario {
    APIScenario(
      method: .get, path: "/api/search?\(query)", guest: 401, stranger: 400, user: 400,
      contains: ["bad_request", #""field":"\#(field)""#])
  }
}
