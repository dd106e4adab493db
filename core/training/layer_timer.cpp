// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/layer_timer.h"

#include "core/model/layers.h"

#include <torch/torch.h>

#include <algorithm>
#include <cassert>
#include <chrono>

namespace rxwatt::training
{

namespace
{

using Clock = std::chrono::steady_clock;

constexpr int fewestPasses = 3;

double secondsBetween(Clock::time_point begin, Clock::time_point end)
{
    return std::chrono::duration<double>(end - begin).count();
}

/// The upper one of two in the middle; `values` is not empty.
double medianOf(std::vector<double> values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Seconds of each layer, pass after pass.
class Stopwatch final : public network::LayerObserver
{
public:
    Stopwatch(std::size_t layers, torch::Device device) : m_seconds(layers), m_device(device) {}

    void beginPass()
    {
        m_layer = 0;
        m_last = Clock::now();
    }

    void layerDone() override
    {
        waitFor(m_device);
        const Clock::time_point now = Clock::now();
        m_seconds.at(m_layer++).push_back(secondsBetween(m_last, now));
        m_last = Clock::now();
    }

    [[nodiscard]] const std::vector<std::vector<double>>& seconds() const { return m_seconds; }

private:
    std::vector<std::vector<double>> m_seconds;
    torch::Device m_device;
    std::size_t m_layer = 0;
    Clock::time_point m_last;
};

/// Lets a pass go layer by layer, as the timed one does, and takes no time.
class Bystander final : public network::LayerObserver
{
public:
    void layerDone() override {}
};

std::vector<std::string> layerNames(const network::ReceiverNetwork& network)
{
    std::vector<std::string> names;
    for (const model::Layer& layer : model::layersOf(network->model(), network->shape()).layers) {
        if (layer.kind != model::LayerKind::equalizer) {
            names.push_back(layer.name);
        }
    }
    return names;
}

} // namespace

LayerTimes timeLayers(network::ReceiverNetwork& network, const torch::Tensor& features, double seconds,
                      const std::atomic<bool>& stop)
{
    const torch::InferenceMode guard;
    assert(!network->is_training());
    const std::vector<std::string> names = layerNames(network);
    Stopwatch stopwatch(names.size(), features.device());
    Bystander bystander;
    std::vector<double> plain;
    network->forward(features, &bystander); // the first one finds its algorithms and memory
    waitFor(features.device());
    const Clock::time_point begin = Clock::now();
    LayerTimes times;
    while (times.passes < fewestPasses || secondsBetween(begin, Clock::now()) < seconds) {
        if (stop) {
            return {};
        }
        const Clock::time_point passBegin = Clock::now();
        network->forward(features, &bystander);
        waitFor(features.device());
        plain.push_back(secondsBetween(passBegin, Clock::now()));
        stopwatch.beginPass();
        network->forward(features, &stopwatch);
        ++times.passes;
    }
    const auto slots = static_cast<double>(features.size(0));
    times.forwardSecondsPerInference = medianOf(plain) / slots;
    for (std::size_t i = 0; i < names.size(); ++i) {
        times.layers.push_back({names[i], medianOf(stopwatch.seconds()[i]) / slots, {}});
        times.shareOfForward += times.layers.back().secondsPerInference / times.forwardSecondsPerInference;
    }
    return times;
}

void waitFor(torch::Device device)
{
    if (device.is_cuda()) {
        torch::cuda::synchronize(device.index());
    }
}

} // namespace rxwatt::training
