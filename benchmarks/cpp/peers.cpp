// Nanoseconds per element of exp, log, compose, inverse and act in manif and Sophus, and of matrix functions in Eigen: what the JMH
// benchmarks beside this directory are compared with. Batches of 1,000 elements prepared in advance, results into a prepared vector;
// tangent coordinates uniform in [-1, 1] (matrices: [-0.7, 0.7]); the median of 9 rounds of 0.2 s. Output: library,group,op,ns.
#include <Eigen/Dense>
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <manif/manif.h>
#include <random>
#include <sophus/se2.hpp>
#include <sophus/se3.hpp>
#include <sophus/sim3.hpp>
#include <unsupported/Eigen/MatrixFunctions>
#include <vector>

namespace {
constexpr int COUNT = 1000;
std::mt19937_64 engine(1);

template <class T>
void keep(T const& value) {
    asm volatile("" : : "g"(&value) : "memory");
}

template <class F>
double median(F&& batch) {
    using clock = std::chrono::steady_clock;
    auto seconds = [](auto d) { return std::chrono::duration<double>(d).count(); };
    for (auto start = clock::now(); seconds(clock::now() - start) < 0.3;) batch();
    std::vector<double> rounds;
    for (int round = 0; round < 9; round++) {
        long batches = 0;
        auto start = clock::now();
        double elapsed = 0;
        while ((elapsed = seconds(clock::now() - start)) < 0.2) {
            batch();
            batches++;
        }
        rounds.push_back(elapsed / batches / COUNT * 1e9);
    }
    std::sort(rounds.begin(), rounds.end());
    return rounds[rounds.size() / 2];
}

// Applies f to every pair of inputs.
template <class In, class F>
void report(const char* library, const char* group, const char* op, std::vector<In> const& in, F&& f) {
    using Out = std::decay_t<decltype(f(in[0], in[0]))>;
    std::vector<Out> out(COUNT);
    double ns = median([&] {
        for (int i = 0; i < COUNT; i++) out[i] = f(in[i], in[COUNT - 1 - i]);
        keep(out);
    });
    std::printf("%s,%s,%s,%.2f\n", library, group, op, ns);
    std::fflush(stdout);
}

template <class Vector>
std::vector<Vector> tangents(double size) {
    std::uniform_real_distribution<double> uniform(-size, size);
    std::vector<Vector> all(COUNT);
    for (auto& v : all)
        for (int i = 0; i < v.size(); i++) v.data()[i] = uniform(engine);
    return all;
}

template <class Group>
void manifGroup(const char* name) {
    using Tangent = typename Group::Tangent;
    auto coordinates = tangents<typename Tangent::DataType>(1);
    std::vector<Tangent> xi(COUNT);
    std::vector<Group> g(COUNT);
    for (int i = 0; i < COUNT; i++) {
        xi[i] = Tangent(coordinates[i]);
        g[i] = xi[i].exp();
    }
    report("manif", name, "exp", xi, [](Tangent const& x, Tangent const&) { return Group(x.exp()); });
    report("manif", name, "log", g, [](Group const& a, Group const&) { return Tangent(a.log()); });
    report("manif", name, "compose", g, [](Group const& a, Group const& b) { return Group(a.compose(b)); });
    report("manif", name, "inverse", g, [](Group const& a, Group const&) { return Group(a.inverse()); });
}

template <class Group>
void sophusGroup(const char* name) {
    using Tangent = typename Group::Tangent;
    std::vector<Tangent> xi(COUNT);
    std::uniform_real_distribution<double> uniform(-1, 1);
    std::vector<Group> g(COUNT);
    for (int i = 0; i < COUNT; i++) {
        if constexpr (std::is_arithmetic_v<Tangent>) {
            xi[i] = uniform(engine);
        } else {
            for (int k = 0; k < xi[i].size(); k++) xi[i][k] = uniform(engine);
        }
        g[i] = Group::exp(xi[i]);
    }
    report("Sophus", name, "exp", xi, [](Tangent const& x, Tangent const&) { return Group::exp(x); });
    report("Sophus", name, "log", g, [](Group const& a, Group const&) { return Tangent(a.log()); });
    report("Sophus", name, "compose", g, [](Group const& a, Group const& b) { return Group(a * b); });
    report("Sophus", name, "inverse", g, [](Group const& a, Group const&) { return a.inverse(); });
}

template <int N>
void eigenMatrices(const char* name) {
    using Matrix = Eigen::Matrix<double, N, N>;
    auto a = tangents<Matrix>(0.7);
    std::vector<Matrix> g(COUNT);
    for (int i = 0; i < COUNT; i++) g[i] = a[i].exp();
    report("Eigen", name, "exp", a, [](Matrix const& x, Matrix const&) { return Matrix(x.exp()); });
    report("Eigen", name, "log", g, [](Matrix const& x, Matrix const&) { return Matrix(x.log()); });
    report("Eigen", name, "compose", g, [](Matrix const& x, Matrix const& y) { return Matrix(x * y); });
    report("Eigen", name, "inverse", g, [](Matrix const& x, Matrix const&) { return Matrix(x.inverse()); });
    struct Factors {
        Matrix p, r;
    };
    report("Eigen", name, "polar", g, [](Matrix const& x, Matrix const&) {
        Eigen::JacobiSVD<Matrix> svd(x, Eigen::ComputeFullU | Eigen::ComputeFullV);
        return Factors{svd.matrixU() * svd.singularValues().asDiagonal() * svd.matrixU().transpose(),
                       svd.matrixU() * svd.matrixV().transpose()};
    });
}
}  // namespace

int main() {
    std::printf("library,group,op,ns\n");
    manifGroup<manif::SO2d>("SO(2)");
    manifGroup<manif::SE2d>("SE(2)");
    manifGroup<manif::SO3d>("SO(3)");
    manifGroup<manif::SE3d>("SE(3)");
    sophusGroup<Sophus::SO2d>("SO(2)");
    sophusGroup<Sophus::SE2d>("SE(2)");
    sophusGroup<Sophus::SO3d>("SO(3)");
    sophusGroup<Sophus::SE3d>("SE(3)");
    sophusGroup<Sophus::Sim3d>("Sim(3)");
    eigenMatrices<2>("GL+(2)");
    eigenMatrices<3>("GL+(3)");
}
