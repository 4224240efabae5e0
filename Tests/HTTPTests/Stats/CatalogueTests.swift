import FoundationEssentials
import HTTPTypes
import HubbubDomain
import HubbubStats
import HubbubTesting
import Testing

@testable import HubbubHTTP

@Suite(.timeLimit(.minutes(10))) struct CatalogueTests {
  @Test func `every figure has a name of its own, in each of the two outputs`() {
    let names = Catalogue.figures.compactMap(\.name)
    let paths = Catalogue.figures.compactMap { $0.path?.description }
    #expect(Set(names).count == names.count)
    #expect(Set(paths).count == paths.count)
    #expect(Catalogue.figures.allSatisfy { $0.name != nil || $0.path != nil })
  }

  @Test func `what is told is documented, and what is documented is told`() throws {
    let file = URL(filePath: #filePath).appending(path: "../../../../docs/stats.md").standardized
    let page = try String(contentsOf: file, encoding: .utf8)
    for figure in Catalogue.figures {
      if let name = figure.name { #expect(page.contains("`\(name)`"), "\(name)") }
      if let path = figure.path { #expect(page.contains("| `\(path)` |"), "\(path)") }
      #expect(page.contains(figure.help), "\(figure.help)")
    }
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("|") }.count
    #expect(rows - 2 == Catalogue.figures.count)
  }

  @Test func `the text for Prometheus says what each name is, once`() async throws {
    let api = try TestAPI { $0.metricsToken = "secret" }
    let answer = try await api.ask(.get, "/metrics", token: "secret")
    #expect(answer.status == 200)
    #expect(answer.headers[.contentType] == "text/plain; version=0.0.4; charset=utf-8")
    let lines = answer.text.split(separator: "\n")
    for name in Catalogue.figures.compactMap(\.name) {
      #expect(lines.count { $0.hasPrefix("# HELP \(name) ") } == 1, "\(name)")
      #expect(lines.count { $0.hasPrefix("# TYPE \(name) ") } == 1, "\(name)")
    }
  }

  @Test func `the buckets of a histogram rise to its count`() async throws {
    let api = try TestAPI { $0.metricsToken = "secret" }
    for _ in 0..<3 { _ = try await api.ask(.get, "/api/config") }
    let text = try await api.ask(.get, "/metrics", token: "secret").text
    let name = "hubbub_http_request_seconds"
    let lines = text.split(separator: "\n").filter {
      $0.hasPrefix(name) && $0.contains(#"route="/api/config""#)
    }
    let values = lines.filter { $0.hasPrefix("\(name)_bucket") }.compactMap {
      $0.split(separator: " ").last.flatMap { Int($0) }
    }
    #expect(values == values.sorted())
    #expect(values.last == 3)
    #expect(lines.contains { $0.hasPrefix("\(name)_bucket") && $0.contains(#"le="+Inf""#) })
    #expect(lines.contains { $0.hasPrefix("\(name)_count") && $0.hasSuffix(" 3") })
  }

  @Test func `only an admin and the metrics token see the metrics`() async throws {
    let api = try TestAPI { $0.metricsToken = "secret" }
    let (admin, member) = (
      try await api.person("root", role: .admin), try await api.person("ada")
    )
    #expect(try await api.ask(.get, "/metrics").status == 401)
    #expect(try await api.ask(.get, "/metrics", token: "wrong").status == 401)
    #expect(try await api.ask(.get, "/metrics", token: member.token).status == 403)
    #expect(try await api.ask(.get, "/metrics", token: admin.token).status == 200)
  }
}
