// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/stepper.h"

#include "core/network/cuda_graph.h"
#include "core/training/loss.h"

#include <optional>
#include <vector>

namespace rxwatt::training
{

namespace
{

using torch::Tensor;

class PlainStepper final : public Stepper
{
public:
    PlainStepper(const Learner& learner, double gradientClip, torch::Device device)
        : m_learner(learner), m_gradientClip(gradientClip), m_device(device)
    {
    }

    void load(const TrainingBatch& batch) override
    {
        m_batch = {batch.features.to(m_device), batch.bits.to(m_device), batch.mask.to(m_device)};
    }

    void launch(double learningRate) override
    {
        m_result = trainStep(m_learner, m_batch, learningRate, m_gradientClip);
    }

    StepResult finish() override { return m_result; }

private:
    Learner m_learner;
    double m_gradientClip;
    torch::Device m_device;
    TrainingBatch m_batch;
    StepResult m_result;
};

/// A tensor on a GPU with the memory that it is copied from or to without waiting.
struct Carried {
    Carried() = default;

    Carried(const Tensor& like, torch::Device device)
        : there(torch::empty_like(like, like.options().device(device))),
          here(torch::empty_like(like, like.options().pinned_memory(true)))
    {
    }

    void carry(const Tensor& values)
    {
        here.copy_(values);
        there.copy_(here, /*non_blocking=*/true);
    }

    Tensor there;
    Tensor here;
};

/// Forward, loss, backward, clipping and optimiser as one graph; a step waits for the GPU once, for its loss.
class RecordedStepper final : public Stepper
{
public:
    RecordedStepper(const Learner& learner, double gradientClip, torch::Device device)
        : m_learner(learner),
          m_gradientClip(gradientClip),
          m_device(device),
          m_rates(torch::zeros({3}), device),
          m_result(torch::zeros({2}), device)
    {
    }

    void load(const TrainingBatch& batch) override
    {
        const torch::NoGradGuard noGrad;
        if (!m_features.there.defined()) {
            m_features = Carried(batch.features, m_device);
            m_bits = Carried(batch.bits, m_device);
            m_mask = Carried(batch.mask, m_device);
        }
        // Behind the step that the GPU is at, if it is.
        m_features.carry(batch.features);
        m_bits.carry(batch.bits);
        m_mask.carry(batch.mask);
    }

    void launch(double learningRate) override
    {
        const torch::NoGradGuard noGrad;
        if (!m_graph) {
            record();
        }
        const auto rates = m_learner.optimizer.ratesOf(learningRate);
        m_rates.carry(torch::tensor({rates[0], rates[1], rates[2]}));
        m_graph->replay();
        m_result.here.copy_(m_result.there, /*non_blocking=*/true);
    }

    StepResult finish() override
    {
        torch::cuda::synchronize(m_device.index());
        const auto* values = m_result.here.data_ptr<float>();
        const StepResult result{values[0], values[1]};
        if (result.isFinite()) {
            m_learner.optimizer.countStep();
        }
        return result;
    }

private:
    void record()
    {
        // Libraries choose and allocate in the first passes, which move running statistics on.
        std::vector<Tensor> statistics;
        for (const Tensor& buffer : m_learner.network->buffers()) {
            statistics.push_back(buffer.clone());
        }
        constexpr int warmUps = 3;
        m_graph.emplace(
            m_device,
            [&] {
                for (int i = 0; i < warmUps; ++i) {
                    (void)lossWithGradients();
                    m_learner.parameters.clearGradients();
                }
                auto kept = statistics.begin();
                for (Tensor& buffer : m_learner.network->buffers()) {
                    buffer.copy_(*kept++);
                }
            },
            [&] { queueStep(); });
    }

    Tensor lossWithGradients()
    {
        const torch::AutoGradMode withGradients(true);
        Tensor loss = maskedBitLoss(m_learner.network->forward(m_features.there), m_bits.there, m_mask.there);
        loss.backward();
        return loss.detach();
    }

    void queueStep()
    {
        const Tensor loss = lossWithGradients();
        const Tensor gradients = m_learner.parameters.gradients();
        m_learner.parameters.clearGradients();
        const Tensor norm = gradients.norm();
        m_learner.optimizer.queueAdamW(gradients, m_rates.there, loss, norm, m_gradientClip);
        m_result.there.copy_(torch::stack({loss, norm}));
    }

    Learner m_learner;
    double m_gradientClip;
    torch::Device m_device;
    Carried m_features;
    Carried m_bits;
    Carried m_mask;
    Carried m_rates;
    Carried m_result;
    std::optional<network::CudaGraph> m_graph;
};

} // namespace

std::unique_ptr<Stepper> Stepper::create(const Learner& learner, run::Optimizer optimizer, double gradientClip,
                                         torch::Device device)
{
    if (optimizer == run::Optimizer::adamw && network::CudaGraph::isSupported(device)) {
        return std::make_unique<RecordedStepper>(learner, gradientClip, device);
    }
    return std::make_unique<PlainStepper>(learner, gradientClip, device);
}

} // namespace rxwatt::training
