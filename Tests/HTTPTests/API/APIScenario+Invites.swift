import HTTPTypes
import HubbubDomain

extension APIScenario {
  static let invites = [
    APIScenario(
      method: .post, path: "/api/setup",
      body: #"{"username":"dora","password":"correct horse","key":"x"}"#, guest: 404,
      stranger: 404, user: 404, contains: ["not_found"], lacks: ["user\":"]),
    APIScenario(
      method: .post, path: "/api/invites/look", body: #"{"invite":"x"}"#, guest: 422,
      stranger: 422, user: 422, contains: ["invalid", #""field":"invite""#]),
    APIScenario(
      method: .post, path: "/api/invites", body: "{}", guest: 401, stranger: 201, user: 201,
      contains: [
        #""code":""#, #""link":"http://hub.example/signup#invite="#, #""joined":[]"#, #""uses":1"#,
        #""username":"ada""#,
      ], lacks: ["ada"]),
    APIScenario(
      method: .get, path: "/api/invites", guest: 401, stranger: 200, user: 200,
      contains: [#""items":[]"#, #""next":null"#]),
    APIScenario(
      method: .delete, path: "/api/invites/NOWHERE", guest: 401, stranger: 404, user: 404,
      contains: ["not_found"]),
    APIScenario(
      method: .get, path: "/api/admin/invites", guest: 401, stranger: 403, user: 403,
      contains: ["forbidden"], lacks: ["items"]),
  ]
}
